package dev.gladhand.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
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

  /** Runs it by itself. */
  default T run(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(text())) {
      bind(statement, 1);
      statement.execute();
      return read(statement);
    }
  }
}
