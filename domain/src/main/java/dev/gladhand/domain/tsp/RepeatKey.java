package dev.gladhand.domain.tsp;

import java.time.Instant;
import java.util.UUID;

/**
 * A key that all attempts of one operation share, so that a TSP or a look-up can recognise a
 * repetition.
 */
public record RepeatKey(UUID operation) {
  /** The key as 32 hexadecimal digits. */
  public String hex() {
    return operation.toString().replace("-", "");
  }

  /**
   * When the write was accepted, to the millisecond; the time comes from the operation's id, which
   * is a UUIDv7.
   */
  public Instant accepted() {
    return Instant.ofEpochMilli(operation.getMostSignificantBits() >>> 16);
  }

  @Override
  public String toString() {
    return hex();
  }
}
