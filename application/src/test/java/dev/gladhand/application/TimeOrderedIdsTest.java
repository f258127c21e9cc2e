package dev.gladhand.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.operation.OperationId;
import java.time.Instant;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final SplittableRandom random = new SplittableRandom(1);
  private Instant now = NOON;
  private final TimeOrderedIds ids = new TimeOrderedIds(() -> now, random);

  private static void assertGrows(UUID before, UUID after) {
    assertTrue(
        new OperationId(before).compareTo(new OperationId(after)) < 0, before + ", " + after);
  }

  @Test
  void isOfVersion7AndTellsItsMillisecond() {
    Stream.of(ids.get(), TimeOrderedIds.at(NOON, random))
        .forEach(
            id -> {
              assertEquals(7, id.version());
              assertEquals(2, id.variant());
              assertEquals(NOON.toEpochMilli(), id.getMostSignificantBits() >>> 16);
            });
  }

  @Test
  void growsWithinAMillisecondPastItsCounterAndWhenTheClockGoesBack() {
    var before = ids.get();
    for (var i = 0; i < 10_000; i++) {
      var next = ids.get();
      assertGrows(before, next);
      before = next;
    }
    now = NOON.minusSeconds(60);
    assertGrows(before, ids.get());
  }

  @Test
  void theFirstOfAMillisecondDoesNotTellThatItIs() {
    var counters = new HashSet<Long>();
    for (var i = 0; i < 100; i++) {
      counters.add(ids.get().getMostSignificantBits() & 0xFFF);
      now = now.plusMillis(1);
    }
    assertTrue(counters.size() > 80, counters::toString);
  }

  @Test
  void theBoundOfATimeLiesBetweenTheIdsBeforeAndThoseFromThenOn() {
    var bound = TimeOrderedIds.from(NOON);
    for (var i = 0; i < 100; i++) {
      assertGrows(TimeOrderedIds.at(NOON.minusMillis(1), random), bound);
      assertGrows(bound, TimeOrderedIds.at(NOON, random));
    }
    assertEquals(new UUID(0, 0), TimeOrderedIds.from(Instant.EPOCH.minusSeconds(1)));
  }
}
