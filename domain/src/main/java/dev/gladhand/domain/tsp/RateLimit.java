package dev.gladhand.domain.tsp;

import java.time.Duration;

/**
 * So many calls in so much time, within one scope (a token, a class of endpoints); all writes that
 * name the same scope draw from the same bucket.
 *
 * @param scope unique among the limits of one connection, such as {@code token} or {@code messages}
 * @param permits more than 0
 */
public record RateLimit(String scope, double permits, Duration per) {
  public RateLimit {
    if (!(permits > 0) || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException("a rate limit is positive: " + permits + " in " + per);
    }
  }

  public double perSecond() {
    return permits * 1e9 / per.toNanos();
  }
}
