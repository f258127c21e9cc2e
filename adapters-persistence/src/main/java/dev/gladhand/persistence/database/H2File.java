package dev.gladhand.persistence.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
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
  /** Damage that comes again so often in this time is not mended. */
  private static final int OFTEN = 4;

  private static final Duration AGAIN = Duration.ofMinutes(1);

  /** Between two tries: what was under way at the first is not to count as the next. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(H2File.class);

  private final DataSource pool;
  private final Object givingUp = new Object();
  private final StoreDamage damage = new StoreDamage();
  private final Deque<Long> mended = new ArrayDeque<>();

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
    close(database);
    evict();
  }

  private void close(Database database) {
    synchronized (givingUp) {
      // Once: the second time H2 would forget the database that was opened since.
      if (!database.isClosing()) {
        LOG.warn("H2's file is closed, and opened again");
        database.shutdownImmediately();
      }
    }
  }

  private void evict() throws SQLException {
    if (pool.isWrapperFor(HikariDataSource.class)) {
      pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    }
  }

  StoreDamage damage() {
    return damage;
  }

  /**
   * Mends the indexes, or, where they are right, closes the file: the next connection opens it
   * again, and undoes what was under way. Called in a writer's turn.
   *
   * @param began when the call began that failed, by {@link System#nanoTime}: what was tried since
   *     then is not tried again
   * @return whether anything was tried
   */
  boolean mend(SQLException reason, long began) {
    var now = System.nanoTime();
    if (damage.beyondRepair()
        || !mended.isEmpty() && mended.getLast() + PAUSE.toNanos() - began > 0) {
      return false;
    }
    while (!mended.isEmpty() && now - mended.getFirst() > AGAIN.toNanos()) {
      mended.removeFirst();
    }
    if (mended.size() == OFTEN) {
      damage.giveUp(reason);
      return false;
    }
    try (var connection = pool.getConnection()) {
      var database = databaseOf(connection);
      if (database != null) {
        mend(database, reason);
        damage.countMended();
      }
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
    mended.addLast(System.nanoTime());
    return true;
  }

  private void mend(Database database, SQLException reason) throws SQLException {
    var entries = 0;
    try {
      entries = MendIndexes.of(database);
      LOG.warn(
          "H2 says that its data is damaged ({}): {} entries of indexes were mended",
          reason.getErrorCode(),
          entries);
    } catch (DbException | MVStoreException e) {
      LOG.warn("H2's indexes cannot be compared with its tables", e);
    }
    if (entries == 0 && database.isPersistent()) {
      close(database);
      evict();
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
