package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its parameters, to be sent alone or {@link Together} with others.
 *
 * @param binding gives it its parameters
 * @param reading tells what it came to, at which the statement stands
 * @param onH2 what H2 does in its place, or null where that is the same
 */
public record Part<T>(String text, Binding binding, Reading<T> reading, @Nullable SqlWork<T> onH2) {
  /** Binds parameters. */
  @FunctionalInterface
  public interface Binding {
    /**
     * @return the place after the last
     */
    int bind(PreparedStatement statement, int first) throws SQLException;
  }

  /** Reads the answer of a statement that has run. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(PreparedStatement statement) throws SQLException;
  }

  /** Binds the parameters of a query one after the other. */
  @FunctionalInterface
  public interface Asking {
    Parameters bind(Parameters parameters) throws SQLException;
  }

  /** Reads all rows of a query. */
  @FunctionalInterface
  public interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  public static <T> Part<T> query(String text, Asking asking, Rows<T> reading) {
    return new Part<>(
        text,
        (statement, first) -> asking.bind(Parameters.of(statement, first)).next(),
        statement -> {
          try (var rows = statement.getResultSet()) {
            return reading.read(rows);
          }
        },
        null);
  }

  /** The same with what H2 does in its place. */
  public Part<T> onH2(SqlWork<T> work) {
    return new Part<>(text, binding, reading, work);
  }

  /** Runs it by itself. */
  public T run(Connection connection) throws SQLException {
    if (onH2 != null && Dialect.of(connection) == Dialect.H2) {
      return onH2.run(connection);
    }
    try (var statement = connection.prepareStatement(text)) {
      binding.bind(statement, 1);
      statement.execute();
      return reading.read(statement);
    }
  }
}
