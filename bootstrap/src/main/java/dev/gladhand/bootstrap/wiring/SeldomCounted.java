package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.store.StoreUnavailable;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A count of the store for scrapes: made anew after two seconds at least, and the more seldom the
 * longer it takes. While the store is away the last one stands. Thread-safe.
 */
final class SeldomCounted<T> {
  private static final long LEAST_MILLIS = 2000;

  /** It serves so many times as long as it took. */
  private static final long TIMES_ITS_COST = 50;

  private final Supplier<T> count;
  private final InstantSource clock;
  private T last;
  private long countedAt = Long.MIN_VALUE;
  private long serves = LEAST_MILLIS;

  /**
   * @param first what is told before the store could be asked
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
        // A scrape must not fail because the store does.
        return last;
      }
    }
    return last;
  }
}
