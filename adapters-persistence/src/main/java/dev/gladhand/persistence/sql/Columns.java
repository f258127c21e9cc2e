package dev.gladhand.persistence.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row one after the other. */
public final class Columns {
  private final ResultSet row;
  private int next = 1;

  private Columns(ResultSet row) {
    this.row = row;
  }

  /** Begins at the first column. */
  public static Columns of(ResultSet row) {
    return new Columns(row);
  }

  public UUID id() throws SQLException {
    return there(maybeId());
  }

  public @Nullable UUID maybeId() throws SQLException {
    return row.getObject(next++, UUID.class);
  }

  public String text() throws SQLException {
    return there(maybeText());
  }

  public @Nullable String maybeText() throws SQLException {
    return row.getString(next++);
  }

  public long number() throws SQLException {
    return row.getLong(next++);
  }

  public @Nullable Long maybeNumber() throws SQLException {
    var number = row.getLong(next++);
    return row.wasNull() ? null : number;
  }

  public double fraction() throws SQLException {
    return row.getDouble(next++);
  }

  public boolean flag() throws SQLException {
    return row.getBoolean(next++);
  }

  public Instant time() throws SQLException {
    return there(maybeTime());
  }

  public @Nullable Instant maybeTime() throws SQLException {
    var time = row.getObject(next++, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static <T> T there(@Nullable T value) throws SQLException {
    if (value == null) {
      throw new SQLException("a column that is never null is null", "22004");
    }
    return value;
  }
}
