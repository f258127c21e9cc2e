package dev.gladhand.application.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.limit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenBucketTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final double RATE = 20;

  private Instant now = START;
  private final TokenBucket bucket = new TokenBucket(RATE, 1, RATE, 1, START);

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
    var slow = new TokenBucket(1 / 60.0, 1, 0, 1, START);
    assertEquals(Duration.ofSeconds(60), slow.untilNext(START));
    assertEquals(Duration.ZERO, slow.untilNext(START.plusSeconds(3600)));
    slow.take();
    assertEquals(60.0, slow.untilNext(START.plusSeconds(3600)).toMillis() / 1e3, 1e-3);
  }

  @ParameterizedTest
  @CsvSource({"300, 1800, 15, 0.9", "10, 60, 1, 0.9", "20, 60, 2, 0.9", "100, 60, 5, 0.9"})
  void neverPassesAWindowAndUsesMostOfIt(int most, int seconds, int saved, double share) {
    var limit = RateLimit.window("w", most, Duration.ofSeconds(seconds), saved);
    var window = new TokenBucket(limit.perSecond(), saved, saved, 1, START);
    var random = new Random(7);
    var calls = new TreeMap<Instant, Integer>();
    var end = START.plusSeconds(20L * seconds);
    for (var at = START; at.isBefore(end); at = at.plus(window.untilNext(at))) {
      if (window.untilNext(at).isZero()) {
        window.take();
        // On its way it is late by up to three seconds.
        calls.merge(at.plusMillis(random.nextInt(2999)), 1, Integer::sum);
      }
      if (random.nextInt(most) == 0) {
        at = at.plusSeconds(random.nextInt(seconds / 10));
      }
    }
    for (var from : calls.keySet()) {
      var within = calls.subMap(from, from.plusSeconds(seconds)).values();
      var made = within.stream().mapToInt(count -> count).sum();
      assertTrue(made <= most, () -> made + " calls within the window from " + from);
    }
    var all = calls.values().stream().mapToInt(count -> count).sum();
    assertTrue(all >= 20 * most * share * 0.9, () -> all + " calls in all");
    assertTrue(limit.permits() >= most * share, limit::toString);
  }

  @Test
  void aWindowLetsSoManyGoAtOnceAsItSaves() {
    var limit = RateLimit.window("w", 300, Duration.ofMinutes(30), 15);
    var window = new TokenBucket(limit.perSecond(), limit.saved(), 15, 1, START);
    for (var i = 0; i < 15; i++) {
      assertEquals(Duration.ZERO, window.untilNext(START));
      window.take();
    }
    assertTrue(window.untilNext(START).compareTo(Duration.ofSeconds(6)) > 0);
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
