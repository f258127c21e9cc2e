package dev.gladhand.domain.limit;

import java.time.Duration;

/**
 * How many calls a TSP allows in a time, within one scope, such as a token or a class of endpoints.
 * All writes that name the same scope draw from the same bucket.
 *
 * @param scope unique among the limits of one connection, such as {@code token} or {@code messages}
 * @param permits more than 0
 * @param saved how many unused calls may be saved up and made at once, 1 or more
 */
public record RateLimit(String scope, double permits, Duration per, int saved) {
  /**
   * How much longer one call may take to reach the TSP than another. Calls may arrive closer
   * together by this time than they were sent.
   */
  private static final Duration JITTER = Duration.ofSeconds(3);

  public RateLimit {
    if (!(permits > 0) || per.isNegative() || per.isZero() || saved < 1) {
      throw new IllegalArgumentException("a rate limit is positive: " + permits + " in " + per);
    }
  }

  /** A limit whose calls come at even distances; no unused call is saved up. */
  public RateLimit(String scope, double permits, Duration per) {
    this(scope, permits, per, 1);
  }

  /**
   * A limit for a TSP that counts calls in windows, sliding or fixed. No window gets more than
   * {@code most} calls, saved ones included, even if calls take different times to arrive.
   *
   * @param saved how many calls may be made at once; a larger number lowers the rate in the long
   *     run
   */
  public static RateLimit window(String scope, int most, Duration per, int saved) {
    var stretch = 1 + (double) JITTER.toMillis() / per.toMillis();
    return new RateLimit(scope, (most + 0.99 - saved) / stretch, per, saved);
  }

  public double perSecond() {
    return permits * 1e9 / per.toNanos();
  }
}
