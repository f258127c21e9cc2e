package dev.gladhand.persistence.sql;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a statement one after the other. */
public final class Parameters {
  private final PreparedStatement statement;
  private int next;

  private Parameters(PreparedStatement statement, int first) {
    this.statement = statement;
    this.next = first;
  }

  /** Begins at the first parameter. */
  public static Parameters of(PreparedStatement statement) {
    return new Parameters(statement, 1);
  }

  /** Begins at a later parameter. */
  static Parameters of(PreparedStatement statement, int first) {
    return new Parameters(statement, first);
  }

  /** The position after the last parameter. */
  int next() {
    return next;
  }

  public Parameters id(@Nullable UUID value) throws SQLException {
    if (value == null) {
      statement.setNull(next++, Types.OTHER);
    } else {
      statement.setObject(next++, value);
    }
    return this;
  }

  /** Binds the primary key of a row: a {@link UUID} or a text. */
  public Parameters object(Object value) throws SQLException {
    statement.setObject(next++, value);
    return this;
  }

  public Parameters text(@Nullable String value) throws SQLException {
    statement.setString(next++, value);
    return this;
  }

  public Parameters number(long value) throws SQLException {
    statement.setLong(next++, value);
    return this;
  }

  public Parameters flag(boolean value) throws SQLException {
    statement.setBoolean(next++, value);
    return this;
  }

  /** Binds a time, cut to the microsecond, which is the precision of the column. */
  public Parameters time(@Nullable Instant value) throws SQLException {
    if (value == null) {
      statement.setNull(next++, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(next++, value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }
    return this;
  }

  /**
   * Binds a duration in microseconds, for {@code cast(? as bigint) * interval '0.000001' second}.
   */
  public Parameters micros(Duration value) throws SQLException {
    return number(BigDecimal.valueOf(value.toNanos(), 3).longValue());
  }

  /** Binds ids, for {@code = any(?)}. */
  public Parameters ids(Collection<UUID> values) throws SQLException {
    statement.setArray(
        next++, statement.getConnection().createArrayOf("uuid", values.toArray(UUID[]::new)));
    return this;
  }

  /** Binds texts, for {@code = any(?)}. */
  public Parameters texts(Collection<String> values) throws SQLException {
    statement.setArray(
        next++, statement.getConnection().createArrayOf("varchar", values.toArray(String[]::new)));
    return this;
  }
}
