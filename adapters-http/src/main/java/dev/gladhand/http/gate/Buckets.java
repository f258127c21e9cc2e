package dev.gladhand.http.gate;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * The buckets of all timings that have some: the same everywhere, so that they can be compared, and
 * few, since each is a series.
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
