package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.store.StoreUnavailable;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Caches a number that the store must count, for metrics that are read often. A cached value is
 * used for two seconds, or longer if counting took long; the next use counts again. While the store
 * is not available, the last value is used. Thread-safe.
 */
final class SeldomCounted<T> {
  private static final long LEAST_MILLIS = 2000;

  /** A value is used for at least this many times as long as counting it took. */
  private static final long TIMES_ITS_COST = 50;

  private final Supplier<T> count;
  private final InstantSource clock;
  private T last;
  private long countedAt = Long.MIN_VALUE;
  private long serves = LEAST_MILLIS;

  /**
   * Makes a cache without a value; its first use counts.
   *
   * @param first the value that is used until the store has counted for the first time
   */
  SeldomCounted(Supplier<T> count, T first, InstantSource clock) {
    this.count = count;
    this.last = first;
    this.clock = clock;
  }

  synchronized T get() {
    var now = clock.millis();
    if (countedAt == Long.MIN_VALUE || now - countedAt > serves) {
      countedAt = now;
      try {
        last = count.get();
        serves = Math.max(LEAST_MILLIS, TIMES_ITS_COST * (clock.millis() - now));
      } catch (StoreUnavailable e) {
        // A scrape must not fail if the store does.
        return last;
      }
    }
    return last;
  }
}
