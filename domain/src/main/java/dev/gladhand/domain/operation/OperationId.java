package dev.gladhand.domain.operation;

import dev.gladhand.domain.record.Uuids;
import java.util.UUID;

/** The id of an operation: a UUIDv7, so ids sort by the time they were made. */
public record OperationId(UUID value) implements Comparable<OperationId> {
  /** Compares as unsigned numbers, which sorts UUIDv7 by time. */
  @Override
  public int compareTo(OperationId other) {
    return Uuids.ORDER.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
