package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.store.StoreUnavailable;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Caches a value that is counted in the store, for scrapes of metrics. It is counted again at the
 * first use after two seconds, or later if counting took long. While the store is not available,
 * the last value is used. Thread-safe.
 */
final class SeldomCounted<T> {
  private static final long LEAST_MILLIS = 2000;

  /** A value stays valid for this many times as long as counting it took. */
  private static final long TIMES_ITS_COST = 50;

  private final Supplier<T> count;
  private final InstantSource clock;
  private T last;
  private long countedAt = Long.MIN_VALUE;
  private long serves = LEAST_MILLIS;

  /**
   * Makes a cache that counts at its first use.
   *
   * @param first the value that is used until the store could be asked
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
