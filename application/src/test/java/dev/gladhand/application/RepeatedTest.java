package dev.gladhand.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class RepeatedTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean lost;
  private final Tasks tasks =
      new Tasks() {
        @Override
        public void run(Runnable task) {
          waiting.add(task);
        }

        @Override
        public void after(Duration delay, Runnable task) {
          if (!lost) {
            waiting.add(task);
          }
        }
      };
  private int rounds;
  private Duration rest = Duration.ZERO;
  private final Repeated repeated =
      new Repeated(
          "counting",
          tasks,
          () -> {
            rounds++;
            return rest;
          });

  private void next() {
    waiting.removeFirst().run();
  }

  @Test
  void goesOnUntilItIsStopped() {
    assertTrue(repeated.isMoving(Duration.ZERO), "it was never begun");
    repeated.start();
    next();
    next();
    assertEquals(3, rounds);
    repeated.stop();
    next();
    assertEquals(3, rounds);
    assertTrue(waiting.isEmpty());
    assertTrue(repeated.isMoving(Duration.ZERO));
  }

  @Test
  void aRoundThatThrowsIsFollowedByTheNext() {
    var failing =
        new Repeated(
            "failing",
            tasks,
            () -> {
              throw new OutOfMemoryError("of a test");
            });
    assertThrows(OutOfMemoryError.class, failing::start);
    assertEquals(1, waiting.size());
  }

  @Test
  void whoseNextRoundWasLostBeginsAnew() {
    lost = true;
    repeated.start();
    assertTrue(repeated.isMoving(LONG));
    assertFalse(repeated.isMoving(Duration.ZERO));
    lost = false;
    repeated.revive();
    next();
    next();
    assertEquals(3, rounds);
    assertEquals(1, waiting.size(), "one chain, not two");
  }

  @Test
  void aChainThatTurnsUpAgainEnds() {
    repeated.start();
    repeated.revive();
    next();
    assertEquals(1, rounds, "the earlier chain");
    next();
    assertEquals(2, rounds);
    assertEquals(1, waiting.size());
  }

  @Test
  void restingAsItMeansToIsMoving() {
    rest = LONG;
    repeated.start();
    assertTrue(repeated.isMoving(Duration.ZERO));
  }
}
