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
 * The file of an embedded H2. When a write fails, as on a full disk, H2 closes the file and
 * continues in memory: it shows rows that were never stored, and new connections use the same
 * memory. Therefore the result of a read is used only if the file is still open after the read.
 * After a failure, a database whose file is closed is closed too, and the next connection opens the
 * file again. Thread-safe.
 */
final class H2File {
  /** If this number of repairs was made within {@code AGAIN}, further damage is beyond repair. */
  private static final int OFTEN = 4;

  private static final Duration AGAIN = Duration.ofMinutes(1);

  /**
   * The shortest time between two repairs, so that calls that were under way at the first do not
   * cause a second.
   */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(H2File.class);

  private final DataSource pool;
  private final Object givingUp = new Object();
  private final StoreDamage damage = new StoreDamage();
  private final Deque<Long> mended = new ArrayDeque<>();

  H2File(DataSource pool) {
    this.pool = pool;
  }

  /** Throws the exception of a broken connection if H2 has closed the file. */
  void check(Connection connection) throws SQLException {
    var database = databaseOf(connection);
    if (database != null && isClosed(database)) {
      throw closed(null);
    }
  }

  /**
   * Waits until everything that this connection can see is durable. H2 shows a commit to other
   * connections before the commit is durable.
   */
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

  /** Closes the database if H2 has closed its file. Called after a failure. */
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
      // It is closed only once, because a second time H2 would forget the database that was opened
      // since.
      if (!database.isClosing()) {
        LOG.warn(
            "the file of H2 is closed and opened again after a failed write or a sign of damage");
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
   * Repairs the indexes. If no index was wrong, or they cannot be checked, it closes the file of a
   * persistent database; the next connection opens it again and rolls back unfinished transactions.
   * Must be called while no other transaction writes.
   *
   * @param began when the failed call began, by {@link System#nanoTime}; a repair that was made
   *     since then is not repeated
   * @return whether a repair was tried
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
      LOG.warn("the indexes of H2 cannot be checked", e);
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

  /** The open database; null if another process has it, or the pool or the connection is closed. */
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
