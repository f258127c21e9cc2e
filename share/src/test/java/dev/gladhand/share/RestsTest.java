package dev.gladhand.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** A clock that may be negative, as the system's may. */
  private static final long START = -5 * SECOND;

  private final Rests<String> rests =
      new Rests<>(0.25, Duration.ofSeconds(1), Duration.ofSeconds(10));

  @Test
  void aHolderRestsUntilItHasRegainedWhatItUsedBeyondTheBurst() {
    rests.used("a", SECOND, START);
    assertEquals(0, rests.due("a", START));
    rests.used("a", SECOND / 2, START);
    assertEquals(2 * SECOND, rests.due("a", START));
    assertEquals(SECOND, rests.due("a", START + SECOND));
    assertEquals(0, rests.due("a", START + 2 * SECOND));
    assertEquals(0, rests.due("b", START));
  }

  @Test
  void overLongTimesAHolderUsesItsShare() {
    var now = START;
    for (var piece = 0; piece < 1000; piece++) {
      now += rests.due("a", now);
      now += SECOND / 10;
      rests.used("a", SECOND / 10, now);
    }
    now += rests.due("a", now);
    assertEquals(0.25, (100 - 1) / ((now - START) / (double) SECOND), 0.001);
  }

  @Test
  void noMoreThanTheBurstIsSaved() {
    rests.used("a", SECOND, START);
    rests.used("a", 2 * SECOND, START + 100 * SECOND);
    assertEquals(4 * SECOND, rests.due("a", START + 100 * SECOND));
  }

  @Test
  void noRestIsLongerThanTheLongest() {
    rests.used("a", 100 * SECOND, START);
    assertEquals(10 * SECOND, rests.due("a", START));
    rests.used("a", 100 * SECOND, START + SECOND);
    assertEquals(10 * SECOND, rests.due("a", START + SECOND));
  }

  @Test
  void aShareOfNothingIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Rests<String>(0, Duration.ZERO, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Rests<String>(1, Duration.ofSeconds(-1), Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Rests<String>(1, Duration.ZERO, Duration.ofSeconds(-1)));
  }
}
