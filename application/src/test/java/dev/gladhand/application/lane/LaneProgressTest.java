package dev.gladhand.application.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gladhand.application.lane.LanePlan.Next;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a lane reads the store again. */
class LaneProgressTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final LaneProgress<String> progress =
      new LaneProgress<>(text -> text, _ -> Optional.empty(), String::length, (_, _) -> {});

  /** A lane that may have four items under way. */
  private final HeldLane<String, String> lane =
      new HeldLane<>() {
        @Override
        public LaneLease<String> lease() {
          throw new UnsupportedOperationException();
        }

        @Override
        public PartnerId partner() {
          throw new UnsupportedOperationException();
        }

        @Override
        public LaneProgress<?> progress() {
          return progress;
        }

        @Override
        public int atOnce() {
          return 4;
        }

        @Override
        public Release<String, String> release(@Nullable Instant notBefore, Instant now) {
          throw new UnsupportedOperationException();
        }
      };

  private Next next() {
    return progress.next(lane, true, NOW);
  }

  private void reads(boolean mayBeMore, String... items) {
    assertEquals(new Next.Read(), next());
    progress.read(List.of(items), mayBeMore, Instant.MIN);
  }

  private Optional<String> chosen(Duration wait) {
    progress.reconsider();
    assertEquals(new Next.Begin(), next());
    return progress.choose(4, _ -> wait, NOW);
  }

  @Test
  void aWindowThatShowsNothingNewIsNotReadAgainUntilSomethingMoves() {
    reads(true, "a", "b");
    assertEquals(Optional.empty(), chosen(Duration.ofMillis(100)));
    reads(true, "a", "b");
    assertInstanceOf(Next.Wait.class, next(), "what is behind a and b is not shown before they go");

    assertEquals(Optional.of("a"), chosen(Duration.ZERO));
    assertEquals(Optional.empty(), chosen(Duration.ofMillis(100)));
    reads(true, "b", "c");
    reads(true, "b", "c");
    assertInstanceOf(Next.Rest.class, next(), "the timer still runs");

    progress.ended("a");
    reads(true, "b", "c", "d");
  }

  @Test
  void anItemThatWasAddedLaterIsFoundAfterAWake() {
    reads(false, "a");
    assertEquals(Optional.empty(), chosen(Duration.ofMillis(100)));
    assertInstanceOf(Next.Wait.class, next());
    progress.wake();
    reads(false, "a", "b");
    assertEquals(2, progress.waiting());
  }

  @Test
  void aLaneThatKnowsNothingReadsOnWhileTheStoreMayHaveMore() {
    reads(true);
    reads(false);
    assertEquals(new Next.Release(null), next());
  }
}
