package dev.gladhand.domain.operation;

import dev.gladhand.domain.outcome.Retry;
import java.time.Duration;
import java.time.Instant;

/**
 * Says when to try again: exponential, with full jitter, within so many attempts and so much time.
 * Pure.
 *
 * @param first the longest wait after the first failure; doubled with each further one
 * @param longest the longest wait ever
 * @param attempts how often at most, 1 or more
 * @param window how long after the operation was accepted an attempt may still begin
 */
public record RetryPolicy(Duration first, Duration longest, int attempts, Duration window) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), 10, Duration.ofHours(24));

  /** A Retry-After beyond this is cut. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** A back-off beyond this is cut, so that nothing overflows whatever an operator sets. */
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

  /** What to do after a failure. */
  public sealed interface Decision {
    /** No further attempt. */
    record GiveUp() implements Decision {}

    /** Another attempt then. */
    record TryAgain(Instant at) implements Decision {}
  }

  /**
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

  /** From 0 to first * 2^(attempt-1), never above {@link #longest}, at any attempt. */
  public Duration backoff(int attempt, double jitter) {
    return Duration.ofNanos((long) (cap(attempt).toNanos() * jitter));
  }

  /** All that were told the same moment come back one after the other, from then on. */
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

  /** What a Retry-After is obeyed up to. */
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
