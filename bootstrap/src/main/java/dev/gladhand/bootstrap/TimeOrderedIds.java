package dev.gladhand.bootstrap;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 that grow strictly within one node: milliseconds, then a counter of 12
 * bits that borrows from the clock when it runs over, then 62 random bits. Thread-safe.
 */
final class TimeOrderedIds implements Supplier<UUID> {
  private static final int COUNTER_BITS = 12;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM = 0x3FFF_FFFF_FFFF_FFFFL;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long last;

  /**
   * @param random need not be thread-safe; seeded so that two nodes never draw alike
   */
  TimeOrderedIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public UUID get() {
    long stamp;
    long low;
    synchronized (this) {
      last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
      stamp = last;
      low = VARIANT | random.nextLong() & RANDOM;
    }
    var high = stamp >>> COUNTER_BITS << 16 | VERSION | stamp & (1 << COUNTER_BITS) - 1;
    return new UUID(high, low);
  }
}
