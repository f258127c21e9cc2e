package dev.gladhand.persistence.sql;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values of one of many rows, in the order of the columns that were declared. */
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

  /** For a {@code bigint}. */
  public Row number(long value) {
    return with(value);
  }

  /** For a {@code bigint}. */
  public Row maybeNumber(@Nullable Long value) {
    return with(value);
  }

  /** For a {@code double precision}. */
  public Row fraction(@Nullable Double value) {
    return with(value);
  }

  /** For an {@code integer}. */
  public Row integer(@Nullable Integer value) {
    return with(value);
  }

  public Row flag(boolean value) {
    return with(value);
  }

  /** To the microsecond, which is what the column keeps. */
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

  /** Refuses a row that leaves columns open, which would be stored as nulls. */
  Row complete() {
    if (next != values.length) {
      throw new IllegalStateException(next + " values for " + values.length + " columns");
    }
    return this;
  }
}
