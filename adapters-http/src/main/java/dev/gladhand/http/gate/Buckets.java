package dev.gladhand.http.gate;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * The histogram buckets of all timers. They are equal everywhere, so that timings can be compared,
 * and few, since each bucket is a time series.
 */
public final class Buckets {
  private static final Duration[] TIMES =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private Buckets() {}

  public static Duration[] ofTimes() {
    return TIMES.clone();
  }
}
