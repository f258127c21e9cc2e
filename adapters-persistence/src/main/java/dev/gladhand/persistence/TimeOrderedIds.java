package dev.gladhand.persistence;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes UUIDv7s, and the bounds between which those of a span of time lie. */
public final class TimeOrderedIds {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private TimeOrderedIds() {}

  /** A new one of this millisecond; names a row, so that it need not be unguessable. */
  public static UUID at(Instant time) {
    var random = ThreadLocalRandom.current();
    return new UUID(
        time.toEpochMilli() << 16 | VERSION | random.nextLong() & 0xFFF,
        random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | VARIANT);
  }

  /** The least that is not before this millisecond. */
  static UUID from(Instant time) {
    return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
  }
}
