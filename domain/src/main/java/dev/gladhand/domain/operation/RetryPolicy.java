package dev.gladhand.domain.operation;

import dev.gladhand.domain.outcome.Retry;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides when a failed write is tried again: exponential back-off with full jitter, within a
 * number of attempts and a time. Pure.
 *
 * @param first the longest wait after the first failure; each further failure doubles it
 * @param longest the upper bound of every wait
 * @param attempts the largest number of attempts, 1 or more
 * @param window how long after the operation was accepted an attempt may still begin
 */
public record RetryPolicy(Duration first, Duration longest, int attempts, Duration window) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), 10, Duration.ofHours(24));

  /** The upper bound of a Retry-After; a longer one is cut to it. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** The upper bound of a back-off, so that no setting of an operator leads to an overflow. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

  public RetryPolicy {
    if (first.isNegative()
        || first.isZero()
        || longest.compareTo(first) < 0
        || attempts < 1
        || window.isNegative()) {
      throw new IllegalArgumentException(
          "a retry policy has positive waits, longest >= first, attempts >= 1");
    }
  }

  /** What happens after a failure. */
  public sealed interface Decision {
    /** No further attempt. */
    record GiveUp() implements Decision {}

    /** Another attempt at the given time. */
    record TryAgain(Instant at) implements Decision {}
  }

  /**
   * Decides what happens after a failure.
   *
   * @param attempt how many attempts there have been, 1 or more
   * @param acceptedAt when the operation was accepted
   * @param jitter from 0 inclusive to 1 exclusive
   */
  public Decision decide(
      Retry advice, int attempt, Instant acceptedAt, Instant now, double jitter) {
    if (attempt >= attempts) {
      return new Decision.GiveUp();
    }
    var wait =
        switch (advice) {
          case Retry.Never() -> null;
          case Retry.After(var delay) -> spread(cut(delay), backoff(attempt, jitter));
          case Retry.Backoff() -> backoff(attempt, jitter);
          case Retry.NewCredentials() -> Duration.ZERO;
        };
    if (wait == null || now.plus(wait).isAfter(acceptedAt.plus(window))) {
      return new Decision.GiveUp();
    }
    return new Decision.TryAgain(now.plus(wait));
  }

  /**
   * A random wait from 0 to first * 2^(attempt-1), never above {@link #longest}, for any attempt.
   */
  public Duration backoff(int attempt, double jitter) {
    return Duration.ofNanos((long) (cap(attempt).toNanos() * jitter));
  }

  /**
   * Adds the back-off to the Retry-After, so that writes that got the same Retry-After are not all
   * sent at the same moment.
   */
  private static Duration spread(Duration retryAfter, Duration backoff) {
    return longer(backoff, shorter(retryAfter.plus(backoff), LONGEST_RETRY_AFTER));
  }

  /** The upper bound of {@link #backoff}. */
  public Duration cap(int attempt) {
    var most = shorter(longest, LONGEST_WAIT);
    var factor = Math.scalb(1.0, Math.clamp(attempt - 1, 0, 62));
    return shorter(first, most).toNanos() * factor >= most.toNanos()
        ? most
        : first.multipliedBy((long) factor);
  }

  /** The Retry-After, cut to {@link #LONGEST_RETRY_AFTER}. */
  public static Duration cut(Duration retryAfter) {
    return shorter(retryAfter, LONGEST_RETRY_AFTER);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
