package dev.gladhand.persistence.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import javax.sql.DataSource;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an embedded H2. At the first write that fails, as on a full disk, H2 closes the file
 * for good, and the open database goes on in memory: it shows rows that were never stored, and new
 * connections join it. So a read counts only if the file is still open after it. A database without
 * its file is closed, and the next connection opens the file again. Thread-safe.
 */
final class H2File {
  private static final Logger LOG = LoggerFactory.getLogger(H2File.class);

  private final DataSource pool;
  private final Object givingUp = new Object();

  H2File(DataSource pool) {
    this.pool = pool;
  }

  /** Fails where the file is closed, as on a connection that broke. */
  void check(Connection connection) throws SQLException {
    var database = databaseOf(connection);
    if (database != null && isClosed(database)) {
      throw closed(null);
    }
  }

  /** Waits until what this connection can see is stored: H2 shows a commit before that. */
  void store(Connection connection) throws SQLException {
    var database = databaseOf(connection);
    if (database == null) {
      return;
    }
    try {
      database.checkpoint();
    } catch (MVStoreException e) {
      throw closed(e);
    }
  }

  /** After a failure. */
  void giveUpIfClosed(Connection connection) throws SQLException {
    var database = databaseOf(connection);
    if (database == null || !isClosed(database)) {
      return;
    }
    synchronized (givingUp) {
      // Once: the second time H2 would forget the database that was opened since.
      if (!database.isClosing()) {
        LOG.warn("H2 has closed its file after a write that failed: it is opened again");
        database.shutdownImmediately();
      }
    }
    if (pool.isWrapperFor(HikariDataSource.class)) {
      pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    }
  }

  private static boolean isClosed(Database database) {
    var store = database.getStore().getMvStore();
    return database.isClosing() || store.getPanicException() != null || store.isClosed();
  }

  /** Null where another process has it, or the pool or the connection has left it. */
  private static @Nullable Database databaseOf(Connection connection) throws SQLException {
    if (connection.isClosed()) {
      return null;
    }
    var session = connection.unwrap(JdbcConnection.class).getSession();
    return session instanceof SessionLocal local && !local.isClosed() ? local.getDatabase() : null;
  }

  private static SQLException closed(@Nullable Exception cause) {
    return new SQLNonTransientConnectionException("H2 has closed its file", "08003", cause);
  }
}
