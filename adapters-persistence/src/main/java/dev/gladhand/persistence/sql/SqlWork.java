package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Statements over one database connection. They may be run several times until they are committed.
 */
@FunctionalInterface
public interface SqlWork<T> {
  T run(Connection connection) throws SQLException;
}
