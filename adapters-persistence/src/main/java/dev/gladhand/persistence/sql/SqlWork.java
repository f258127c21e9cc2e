package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Statements over one database connection; what it does must bear repeating until it is committed.
 */
@FunctionalInterface
public interface SqlWork<T> {
  T run(Connection connection) throws SQLException;
}
