package dev.gladhand.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One statement with its parameters, to be sent alone or {@link Together} with others. */
public interface Part<T> {
  String text();

  /**
   * Binds its parameters.
   *
   * @return the place after its last
   */
  int bind(PreparedStatement statement, int first) throws SQLException;

  /** Reads what it came to, at which the statement stands. */
  T read(PreparedStatement statement) throws SQLException;

  /** Binds the parameters of a query. */
  @FunctionalInterface
  interface Binding {
    Parameters bind(Parameters parameters) throws SQLException;
  }

  /** Reads all rows of a query. */
  @FunctionalInterface
  interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** A query. */
  static <T> Part<T> query(String text, Binding binding, Reading<T> reading) {
    return new Part<>() {
      @Override
      public String text() {
        return text;
      }

      @Override
      public int bind(PreparedStatement statement, int first) throws SQLException {
        return binding.bind(Parameters.of(statement, first)).next();
      }

      @Override
      public T read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.getResultSet()) {
          return reading.read(rows);
        }
      }
    };
  }

  /** Runs it by itself. */
  default T run(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(text())) {
      bind(statement, 1);
      statement.execute();
      return read(statement);
    }
  }
}
