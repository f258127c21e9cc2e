package dev.gladhand.application.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final double RATE = 20;

  private Instant now = START;
  private final TokenBucket bucket = new TokenBucket(RATE, RATE, 1, START);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  /** Calls as often as it may, for a while; how often. */
  private int callFor(Duration time) {
    var end = now.plus(time);
    var calls = 0;
    while (true) {
      var wait = bucket.untilNext(now);
      if (!now.plus(wait).isBefore(end)) {
        now = end;
        return calls;
      }
      pass(wait);
      bucket.take();
      calls++;
    }
  }

  @Test
  void savesUpAFifthOfASecondAndNoMore() {
    pass(Duration.ofHours(1));
    for (var i = 0; i < 4; i++) {
      assertEquals(Duration.ZERO, bucket.untilNext(now));
      bucket.take();
    }
    assertEquals(Duration.ofMillis(50), bucket.untilNext(now));
  }

  @Test
  void keepsTheRateAndUsesAllOfIt() {
    callFor(Duration.ofSeconds(1));
    var calls = callFor(Duration.ofSeconds(10));
    assertTrue(calls >= RATE * 10 * 0.95 && calls <= RATE * 10 + 1, () -> calls + " calls");
  }

  @Test
  void aRateBelowOneASecondSavesOnePermit() {
    var slow = new TokenBucket(1 / 60.0, 0, 1, START);
    assertEquals(Duration.ofSeconds(60), slow.untilNext(START));
    assertEquals(Duration.ZERO, slow.untilNext(START.plusSeconds(3600)));
    slow.take();
    assertEquals(60.0, slow.untilNext(START.plusSeconds(3600)).toMillis() / 1e3, 1e-3);
  }

  @Test
  void aPermitThatWasNotUsedComesBack() {
    bucket.untilNext(now);
    for (var i = 0; i < 4; i++) {
      bucket.take();
    }
    bucket.giveBack();
    assertEquals(Duration.ZERO, bucket.untilNext(now));
  }

  @Test
  void learnsLittleFromOneRefusalAndMoreFromThoseThatFollow() {
    bucket.slowDown(now, now);
    assertEquals(0.9, bucket.learnedShare(), 1e-9);
    pass(Duration.ofSeconds(1));
    bucket.slowDown(now, now);
    assertEquals(0.63, bucket.learnedShare(), 0.005);
  }

  @Test
  void callsThatWereUnderWayTogetherAreOneLesson() {
    var begun = now;
    pass(Duration.ofMillis(100));
    for (var i = 0; i < 10; i++) {
      bucket.slowDown(begun, now);
    }
    assertEquals(0.9, bucket.learnedShare(), 1e-9);
  }

  @Test
  void neverLearnsDownToAStandstillAndRecovers() {
    for (var i = 0; i < 100; i++) {
      pass(Duration.ofSeconds(1));
      bucket.slowDown(now, now);
    }
    assertEquals(0.01, bucket.learnedShare(), 1e-9);
    pass(Duration.ofHours(1));
    bucket.untilNext(now);
    assertEquals(1, bucket.learnedShare(), 1e-9);
  }

  @Test
  void recoversThreePercentInFiveSeconds() {
    bucket.slowDown(now, now);
    pass(Duration.ofSeconds(5));
    bucket.untilNext(now);
    assertEquals(0.9 * 1.03, bucket.learnedShare(), 1e-9);
  }

  @Test
  void aClockSetBackGivesNothingAndTakesNothing() {
    bucket.untilNext(now);
    for (var i = 0; i < 4; i++) {
      bucket.take();
    }
    var earlier = now.minusSeconds(300);
    assertEquals(Duration.ofMillis(50), bucket.untilNext(earlier));
    assertEquals(Duration.ZERO, bucket.untilNext(earlier.plusMillis(51)));
  }
}
