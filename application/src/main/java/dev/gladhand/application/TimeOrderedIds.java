package dev.gladhand.application;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 that grow strictly within one node: milliseconds, then a counter of 12
 * bits that advances the millisecond when it overflows, then 62 random bits. The counter starts at
 * a random value, so no id shows how many were made before it in its millisecond. Thread-safe.
 */
public final class TimeOrderedIds implements Supplier<UUID> {
  private static final int COUNTER_BITS = 12;
  private static final long COUNTER = (1 << COUNTER_BITS) - 1;

  /**
   * The bits of the counter that start at random. The highest bit starts at 0, so that the upper
   * half of the counter's range is left for further ids of the same millisecond.
   */
  private static final long BEGINNINGS = COUNTER >> 1;

  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM = 0x3FFF_FFFF_FFFF_FFFFL;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long last;

  /**
   * @param random need not be thread-safe; must be seeded so that no two nodes draw the same
   *     numbers
   */
  public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public synchronized UUID get() {
    last = Math.max(last + 1, clock.millis() << COUNTER_BITS | random.nextLong() & BEGINNINGS);
    return of(last, random);
  }

  /**
   * A new id that carries the millisecond of {@code time}; the ids that this method makes for one
   * millisecond are in no order.
   */
  public static UUID at(Instant time, RandomGenerator random) {
    return of(time.toEpochMilli() << COUNTER_BITS | random.nextLong() & COUNTER, random);
  }

  /**
   * The smallest UUID that carries the millisecond of {@code time}: a bound for a search, not an
   * id.
   */
  public static UUID from(Instant time) {
    return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
  }

  /** The millisecond in which an id was made. */
  public static Instant time(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  private static UUID of(long stamp, RandomGenerator random) {
    return new UUID(
        stamp >>> COUNTER_BITS << 16 | VERSION | stamp & COUNTER,
        VARIANT | random.nextLong() & RANDOM);
  }
}
