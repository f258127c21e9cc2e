package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its parameters, which is sent alone or with others in a {@link Pipeline}.
 *
 * @param binding binds its parameters
 * @param reading reads its result
 * @param onH2 the work that runs on H2 in place of the statement; null if H2 runs the statement too
 */
public record PipelinedStatement<T>(
    String text, Binding binding, Reading<T> reading, @Nullable SqlWork<T> onH2) {
  /** Binds parameters. */
  @FunctionalInterface
  public interface Binding {
    /**
     * Binds the parameters.
     *
     * @return the position after the last parameter
     */
    int bind(PreparedStatement statement, int first) throws SQLException;
  }

  /** Reads the result of a statement that has run. */
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

  public static <T> PipelinedStatement<T> query(String text, Asking asking, Rows<T> reading) {
    return new PipelinedStatement<>(
        text,
        (statement, first) -> asking.bind(Parameters.of(statement, first)).next(),
        statement -> {
          try (var rows = statement.getResultSet()) {
            return reading.read(rows);
          }
        },
        null);
  }

  /** The same statement, which on H2 runs this work in place of its SQL. */
  public PipelinedStatement<T> onH2(SqlWork<T> work) {
    return new PipelinedStatement<>(text, binding, reading, work);
  }

  /** Runs the statement alone. */
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
