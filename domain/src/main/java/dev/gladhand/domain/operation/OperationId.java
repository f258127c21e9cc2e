package dev.gladhand.domain.operation;

import java.util.UUID;

/** The id of an operation: a UUIDv7, so ids sort by the time they were made. */
public record OperationId(UUID value) implements Comparable<OperationId> {
  public static OperationId of(String text) {
    return new OperationId(UUID.fromString(text));
  }

  /** Compares as unsigned numbers, which sorts UUIDv7 by time. */
  @Override
  public int compareTo(OperationId other) {
    var high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
