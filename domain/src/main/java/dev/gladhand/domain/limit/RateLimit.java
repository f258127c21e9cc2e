package dev.gladhand.domain.limit;

import java.time.Duration;

/**
 * So many calls in so much time, within one scope (a token, a class of endpoints); all writes that
 * name the same scope draw from the same bucket.
 *
 * @param scope unique among the limits of one connection, such as {@code token} or {@code messages}
 * @param permits more than 0
 * @param saved how many calls may be saved up and made at once, 1 or more
 */
public record RateLimit(String scope, double permits, Duration per, int saved) {
  /** By so much calls may arrive closer together than they were made, or further apart. */
  private static final Duration JITTER = Duration.ofSeconds(3);

  public RateLimit {
    if (!(permits > 0) || per.isNegative() || per.isZero() || saved < 1) {
      throw new IllegalArgumentException("a rate limit is positive: " + permits + " in " + per);
    }
  }

  /** Calls that come evenly; none is saved up. */
  public RateLimit(String scope, double permits, Duration per) {
    this(scope, permits, per, 1);
  }

  /**
   * A limit that a TSP counts in windows, sliding or fixed: those that are saved up and those that
   * come meanwhile are never more than {@code most} in any stretch of that time, although calls
   * take different times on their way.
   *
   * @param saved of so many at once; the more, the less in the long run
   */
  public static RateLimit window(String scope, int most, Duration per, int saved) {
    var stretch = 1 + (double) JITTER.toMillis() / per.toMillis();
    return new RateLimit(scope, (most + 0.99 - saved) / stretch, per, saved);
  }

  public double perSecond() {
    return permits * 1e9 / per.toNanos();
  }
}
