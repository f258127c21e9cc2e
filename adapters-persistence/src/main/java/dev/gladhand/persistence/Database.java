package dev.gladhand.persistence;

import dev.gladhand.application.store.StoreUnavailable;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one way to the database: transactions and single statements over pooled connections, with
 * what fails in passing repeated here and everything else told as {@link StoreUnavailable}.
 * Thread-safe.
 */
public final class Database {
  private static final String EVER = "timestamp with time zone '1970-01-01 00:00:00+00'";
  private static final int TRIES = 6;
  private static final int CONNECTIONS = 20;
  private static final long RECONNECT_WITHIN = Duration.ofMillis(750).toNanos();
  private static final long REPEAT_WITHIN = Duration.ofMillis(2500).toNanos();

  private final DataSource source;
  private final Dialect dialect;
  private final String now;
  private final @Nullable H2File file;

  public Database(DataSource source) {
    this(source, dialectOf(source), null);
  }

  /**
   * @param now an SQL expression of the time, for tests that move it; null for the database's own
   *     clock
   */
  Database(DataSource source, Dialect dialect, @Nullable String now) {
    this.source = source;
    this.dialect = dialect;
    this.now = now == null ? dialect.now() : now;
    this.file = dialect == Dialect.H2 ? new H2File(source) : null;
  }

  private static Dialect dialectOf(DataSource source) {
    try (var connection = source.getConnection()) {
      return Dialect.ofUrl(connection.getMetaData().getURL());
    } catch (SQLException e) {
      throw unavailable(e, false);
    }
  }

  public DataSource source() {
    return source;
  }

  Dialect dialect() {
    return dialect;
  }

  /**
   * Puts the store's time in the place of every {@code {now}}, and a time before all others in the
   * place of every {@code {ever}}: H2 keeps nulls at the begin of an index, so a range that only
   * ends somewhere would walk through every row that is of no interest any more. {@code {skip
   * locked}}, after an order and a limit, locks what is found and passes over what others hold,
   * where others can be.
   */
  public String sql(String text) {
    return text.replace("{now}", now)
        .replace("{ever}", EVER)
        .replace("{skip locked}", dialect.skipLocked());
  }

  /** One statement, committed by itself: for what only reads. */
  public <T> T read(SqlWork<T> work) {
    return repeat(
        false,
        connection -> {
          var result = work.run(connection);
          check(connection);
          return result;
        });
  }

  /**
   * What only reads, by filters of which each has a best way of its own: it is planned for what is
   * asked, and not once for all as the other statements are. Rows come in the order of an index,
   * and no more than the page has: a bitmap would find them all first.
   */
  <T> T search(SqlWork<T> work) {
    if (dialect == Dialect.H2) {
      return read(work);
    }
    return transact(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute(
                "set local plan_cache_mode = force_custom_plan; set local enable_bitmapscan = off");
          }
          return work.run(connection);
        });
  }

  /** Within a read: waits until what it has seen would outlive a crash. */
  void store(Connection connection) throws SQLException {
    if (file != null) {
      file.store(connection);
    }
  }

  private void check(Connection connection) throws SQLException {
    if (file != null) {
      file.check(connection);
    }
  }

  /** A transaction: all of it, or nothing. */
  public <T> T transact(SqlWork<T> work) {
    return repeat(false, transaction(work));
  }

  private <T> SqlWork<T> transaction(SqlWork<T> work) {
    return connection -> {
      connection.setAutoCommit(false);
      T result;
      try {
        result = work.run(connection);
        check(connection);
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
      commit(connection);
      return result;
    };
  }

  /**
   * A transaction that commits itself by {@link Together#commit}, which spares a way to the
   * database and back. It must bear repeating after it has taken effect: where the connection broke
   * it is not known whether it has.
   */
  <T> T atOnce(SqlWork<T> work) {
    return repeat(true, transaction(work));
  }

  /**
   * @param commitsItself so that whatever fails may have taken effect
   */
  private <T> T repeat(boolean commitsItself, SqlWork<T> work) {
    var began = System.nanoTime();
    for (var tries = 1; ; tries++) {
      try {
        return once(work);
      } catch (RaceLost e) {
        if (tries >= TRIES) {
          throw new StoreUnavailable("others were faster " + tries + " times", false, e);
        }
      } catch (SQLException e) {
        switch (SqlFailure.of(e)) {
          case UNAVAILABLE -> throw unavailable(e, commitsItself && SqlFailure.maybeCommitted(e));
          case BROKEN -> {
            // After a restart every pooled connection is dead, and tells so when it is used.
            if (tries >= CONNECTIONS || System.nanoTime() - began > RECONNECT_WITHIN) {
              throw unavailable(e, commitsItself && SqlFailure.maybeCommitted(e));
            }
          }
          case BUG -> throw new IllegalStateException("the database refused a statement", plain(e));
          case REPEATABLE -> {
            if (tries >= TRIES || System.nanoTime() - began > REPEAT_WITHIN) {
              throw unavailable(e, commitsItself && SqlFailure.maybeCommitted(e));
            }
          }
        }
      }
      pause(tries);
    }
  }

  private <T> T once(SqlWork<T> work) throws SQLException {
    try (var connection = source.getConnection()) {
      try {
        return work.run(connection);
      } catch (SQLException e) {
        if (SqlFailure.leave(e)) {
          connection.abort(Runnable::run);
        }
        if (file != null) {
          file.giveUpIfClosed(connection);
        }
        throw e;
      }
    }
  }

  private static void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (SqlFailure.maybeCommitted(e)) {
        throw unavailable(e, true);
      }
      throw e;
    }
  }

  private static void rollback(Connection connection, Exception reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private static StoreUnavailable unavailable(SQLException e, boolean maybeCommitted) {
    var what = maybeCommitted ? "the answer to a commit was lost" : "the store cannot be used";
    return new StoreUnavailable(what + " (" + e.getSQLState() + ")", maybeCommitted, plain(e));
  }

  /**
   * A batch's exception repeats the values of the statement, which belong in no log; its cause does
   * not.
   */
  private static SQLException plain(SQLException e) {
    return e instanceof BatchUpdateException && e.getCause() instanceof SQLException cause
        ? cause
        : e;
  }

  private static void pause(int tries) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1L << Math.min(tries, 6)) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
