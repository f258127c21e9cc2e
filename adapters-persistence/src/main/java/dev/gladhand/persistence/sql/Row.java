package dev.gladhand.persistence.sql;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values of one of many rows, in the order of the declared columns. */
public final class Row {
  private final @Nullable Object[] values;
  private int next;

  Row(int columns) {
    this.values = new @Nullable Object[columns];
  }

  public Row id(@Nullable UUID value) {
    return with(value);
  }

  public Row text(@Nullable String value) {
    return with(value);
  }

  /** Adds a value for a {@code bigint} column. */
  public Row number(long value) {
    return with(value);
  }

  /** Adds a value for a {@code bigint} column. */
  public Row maybeNumber(@Nullable Long value) {
    return with(value);
  }

  /** Adds a value for a {@code double precision} column. */
  public Row fraction(@Nullable Double value) {
    return with(value);
  }

  /** Adds a value for an {@code integer} column. */
  public Row integer(@Nullable Integer value) {
    return with(value);
  }

  public Row flag(boolean value) {
    return with(value);
  }

  /** Adds a time, cut to the microsecond, which is the precision of the column. */
  public Row time(@Nullable Instant value) {
    return with(
        value == null ? null : value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
  }

  private Row with(@Nullable Object value) {
    values[next++] = value;
    return this;
  }

  @Nullable Object value(int column) {
    return values[column];
  }

  /** Refuses a row with missing columns, which would be stored as nulls. */
  Row complete() {
    if (next != values.length) {
      throw new IllegalStateException(next + " values for " + values.length + " columns");
    }
    return this;
  }
}
