package dev.gladhand.application.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How reliably a receiver has taken deliveries since its subscription became active, which decides
 * when the subscription becomes stale. Immutable.
 *
 * @param failuresInRow the failures in a row up to the last attempt
 * @param attempts the number of attempts counted so far
 * @param average the share of successes, as a moving average: the mean of the first {@link #SPAN}
 *     attempts; after that each new attempt weighs 1/{@link #SPAN}
 * @param activeSince when the subscription was created or last activated
 */
public record Health(int failuresInRow, long attempts, double average, Instant activeSince) {
  static final int SPAN = 50;
  static final int MOST_FAILURES_IN_ROW = 10;
  static final int LEAST_ATTEMPTS = 20;
  static final double LEAST_AVERAGE = 0.8;

  public static Health fresh(Instant activeSince) {
    return new Health(0, 0, 1, activeSince);
  }

  public Health after(boolean success) {
    var counted = attempts + 1;
    var weight = 1.0 / Math.min(counted, SPAN);
    return new Health(
        success ? 0 : failuresInRow + 1,
        counted,
        average + ((success ? 1 : 0) - average) * weight,
        activeSince);
  }

  /**
   * Why the subscription becomes stale after its last attempt; empty if it does not.
   *
   * @param grace how long after its activation it never becomes stale
   */
  public Optional<String> trips(Instant now, Duration grace) {
    if (failuresInRow == 0 || now.isBefore(activeSince.plus(grace))) {
      return Optional.empty();
    }
    if (failuresInRow >= MOST_FAILURES_IN_ROW) {
      return Optional.of(failuresInRow + " attempts in a row failed");
    }
    if (attempts >= LEAST_ATTEMPTS && average < LEAST_AVERAGE) {
      return Optional.of("fewer than 80 % of the attempts succeeded");
    }
    return Optional.empty();
  }
}
