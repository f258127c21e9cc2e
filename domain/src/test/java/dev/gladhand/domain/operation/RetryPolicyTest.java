package dev.gladhand.domain.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.operation.RetryPolicy.Decision;
import dev.gladhand.domain.outcome.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final RetryPolicy POLICY = RetryPolicy.DEFAULT;

  @Property
  void noDelayIsNegativeOrAboveTheLongest(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int attempt,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double jitter,
      @ForAll @LongRange(min = 1, max = 86_400_000) long firstMillis,
      @ForAll @LongRange(min = 0, max = 86_400_000) long moreMillis) {
    var first = Duration.ofMillis(firstMillis);
    var longest = first.plusMillis(moreMillis);
    var policy = new RetryPolicy(first, longest, Integer.MAX_VALUE, Duration.ofDays(10_000));
    var delay = policy.backoff(attempt, jitter);
    assertFalse(delay.isNegative());
    assertTrue(delay.compareTo(longest) <= 0);
    assertTrue(policy.cap(attempt).compareTo(longest) <= 0);
  }

  @Test
  void theWaitDoublesUpToTheLongest() {
    assertEquals(Duration.ofSeconds(1), POLICY.cap(1));
    assertEquals(Duration.ofSeconds(2), POLICY.cap(2));
    assertEquals(Duration.ofSeconds(256), POLICY.cap(9));
    assertEquals(Duration.ofMinutes(5), POLICY.cap(10));
    assertEquals(Duration.ofMinutes(5), POLICY.cap(1000));
    assertEquals(Duration.ofMinutes(5), POLICY.cap(Integer.MAX_VALUE));
  }

  @Test
  void manyThatFailAtOnceComeBackSpreadOverTheWholeWait() {
    var random = new Random(7);
    for (var attempt : List.of(1, 5, 10, 1000)) {
      var policy = new RetryPolicy(POLICY.first(), POLICY.longest(), 1001, Duration.ofDays(30));
      var tenths = new int[10];
      for (var n = 0; n < 500; n++) {
        var again =
            assertInstanceOf(
                Decision.TryAgain.class,
                policy.decide(new Retry.Backoff(), attempt, NOW, NOW, random.nextDouble()));
        var share =
            (double) Duration.between(NOW, again.at()).toNanos() / policy.cap(attempt).toNanos();
        tenths[(int) (share * 10)]++;
      }
      for (var count : tenths) {
        assertTrue(count > 25 && count < 75, () -> attempt + ": " + Arrays.toString(tenths));
      }
    }
  }

  @Test
  void nothingOverflowsUpToTheLastOfAThousandAttempts() {
    var longest = Duration.ofHours(999_999_999);
    for (var policy :
        List.of(
            new RetryPolicy(POLICY.first(), POLICY.longest(), 1000, longest),
            new RetryPolicy(POLICY.first(), longest, 1000, longest),
            new RetryPolicy(longest, longest, 1000, longest))) {
      for (var attempt = 1; attempt < 1000; attempt++) {
        var wait = policy.backoff(attempt, 0.999_999);
        assertFalse(wait.isNegative());
        assertTrue(wait.compareTo(policy.cap(attempt)) <= 0);
        assertInstanceOf(
            Decision.TryAgain.class, policy.decide(new Retry.Backoff(), attempt, NOW, NOW, 0.5));
      }
      assertInstanceOf(
          Decision.GiveUp.class, policy.decide(new Retry.Backoff(), 1000, NOW, NOW, 0));
    }
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    assertInstanceOf(Decision.TryAgain.class, POLICY.decide(new Retry.Backoff(), 9, NOW, NOW, 0.5));
    assertInstanceOf(Decision.GiveUp.class, POLICY.decide(new Retry.Backoff(), 10, NOW, NOW, 0.5));
  }

  @Test
  void givesUpWhenTheWindowIsOver() {
    var late = NOW.plus(POLICY.window()).plusSeconds(1);
    assertInstanceOf(Decision.GiveUp.class, POLICY.decide(new Retry.Backoff(), 1, NOW, late, 0));
  }

  @Test
  void givesUpAtOnceWhereTheSameCallCanNeverSucceed() {
    assertInstanceOf(Decision.GiveUp.class, POLICY.decide(new Retry.Never(), 1, NOW, NOW, 0.5));
  }

  @Test
  void obeysARetryAfterUpToAnHour() {
    assertEquals(
        new Decision.TryAgain(NOW.plusSeconds(90)),
        POLICY.decide(new Retry.After(Duration.ofSeconds(90)), 1, NOW, NOW, 0));
    for (var jitter : new double[] {0, 0.5, 0.999}) {
      assertEquals(
          new Decision.TryAgain(NOW.plus(Duration.ofHours(1))),
          POLICY.decide(new Retry.After(Duration.ofDays(300)), 3, NOW, NOW, jitter));
    }
  }

  @Test
  void whoIsToldTheSameMomentComesBackSpreadFromThenOn() {
    var advice = new Retry.After(Duration.ofSeconds(90));
    assertEquals(
        new Decision.TryAgain(NOW.plusSeconds(90).plus(POLICY.backoff(4, 0.5))),
        POLICY.decide(advice, 4, NOW, NOW, 0.5));
    assertTrue(POLICY.backoff(4, 0.5).compareTo(Duration.ofSeconds(3)) > 0);
  }
}
