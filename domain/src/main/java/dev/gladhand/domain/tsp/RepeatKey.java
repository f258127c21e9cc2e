package dev.gladhand.domain.tsp;

import java.time.Instant;
import java.util.UUID;

/**
 * The same for every attempt of one operation, so that a TSP or a look-up can recognise a repeat.
 */
public record RepeatKey(UUID operation) {
  /** 32 hexadecimal digits. */
  public String hex() {
    return operation.toString().replace("-", "");
  }

  /** When the write was accepted, to the millisecond: an operation's id is a UUIDv7. */
  public Instant accepted() {
    return Instant.ofEpochMilli(operation.getMostSignificantBits() >>> 16);
  }

  @Override
  public String toString() {
    return hex();
  }
}
