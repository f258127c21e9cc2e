package dev.gladhand.persistence.database;

import dev.gladhand.application.audit.Acting;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Dialect;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.SqlWork;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions and single statements over pooled connections. It repeats what failed for a
 * passing reason. If that does not help, or the database is not available, it throws {@link
 * dev.gladhand.application.store.StoreUnavailable}. Repositories that are called within a unit of
 * work take part in its transaction. The migrations have run before this object is made.
 * Thread-safe.
 */
@Singleton
public final class Database {
  private static final String EVER = "timestamp with time zone '1970-01-01 00:00:00+00'";

  /**
   * The time limit on H2 of reads and of calls by {@link #inTime}. It is longer than {@link
   * Call#LONGEST}, so that a call that gives up by itself is reported as failed, and not as one
   * that may still take effect. It is short enough that a caller gets an answer within three
   * seconds.
   */
  static final Duration LONGEST_OF_H2 = Call.LONGEST.plusMillis(150);

  /**
   * The time limit of background work, which no caller waits for and which may take longer on a
   * slow machine.
   */
  private static final Duration LONGEST_IN_BACKGROUND = Duration.ofSeconds(30);

  private final Transactions transactions;
  private final Pool pool;
  private final String now;
  private final ScopedValue<Connection> together = ScopedValue.newInstance();
  private final ScopedValue<List<Runnable>> afterwards = ScopedValue.newInstance();
  private final ScopedValue<Boolean> timed = ScopedValue.newInstance();
  private final TimeLimit accepts = new TimeLimit(LONGEST_OF_H2, Duration.ofMillis(300));
  private final TimeLimit reads = new TimeLimit(LONGEST_OF_H2, LONGEST_OF_H2);
  private final TimeLimit changes = new TimeLimit(LONGEST_IN_BACKGROUND, LONGEST_IN_BACKGROUND);

  public Database(Transactions transactions, Pool pool, @Nullable StoreClock clock) {
    this.transactions = transactions;
    this.pool = pool;
    this.now = clock == null ? pool.dialect().now() : clock.now();
  }

  /** The pool, for callers that keep a connection open for a long time. */
  public DataSource source() {
    return pool.source();
  }

  /** The number of threads that wait for a connection. */
  public int waiting() {
    var beans = pool.source().getHikariPoolMXBean();
    return beans == null ? 0 : beans.getThreadsAwaitingConnection();
  }

  public Dialect dialect() {
    return pool.dialect();
  }

  /**
   * Replaces {@code {now}} by the store's time, and {@code {ever}} by a time before all others: H2
   * keeps nulls at the beginning of an index, so a range without a lower bound would read all rows
   * that are no longer of interest. Replaces {@code {skip locked}}, after an order and a limit, by
   * a clause that locks the found rows and skips those that others have locked; on H2, which no
   * other process uses, the clause is empty.
   */
  public String sql(String text) {
    return text.replace("{now}", now)
        .replace("{ever}", EVER)
        .replace("{skip locked}", dialect().skipLocked());
  }

  /** The store's time, asked of the database, for parameters of repositories. */
  public Instant time(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(sql("select {now}"));
        var rows = statement.executeQuery()) {
      rows.next();
      return Columns.of(rows).time();
    }
  }

  /** Runs a statement that only reads, committed by itself. */
  public <T> T read(SqlWork<T> work) {
    return run(Call.Kind.STATEMENT, work);
  }

  /**
   * Runs a query with varying filters. PostgreSQL plans it for the present filters; it plans other
   * statements once for all values. Its rows are read in the order of an index and only as many as
   * the page needs; a bitmap scan, which would find all rows first, is switched off.
   */
  public <T> T search(SqlWork<T> work) {
    if (dialect() == Dialect.H2) {
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

  /** What is known about damage and repairs of an embedded database; null for PostgreSQL. */
  public @Nullable StoreDamage damage() {
    return transactions.damage();
  }

  /**
   * Waits, within a read, until every commit that the read has seen is durable. Only H2 needs the
   * wait: it shows a commit before the commit is durable.
   */
  public void store(Connection connection) throws SQLException {
    transactions.store(connection);
  }

  /** Runs the work as one transaction. */
  public <T> T transact(SqlWork<T> work) {
    return run(Call.Kind.TRANSACTION, work);
  }

  /**
   * Runs a transaction that commits itself by {@link Pipeline#commit}, which saves a round trip.
   * The work must be safe to repeat after it has taken effect, because after a broken connection it
   * is not known whether it has.
   */
  public <T> T atOnce(SqlWork<T> work) {
    return run(Call.Kind.COMMITS_ITSELF, work);
  }

  /**
   * Makes a call whose caller must learn within three seconds that the store is not available.
   * PostgreSQL's driver has time-outs for that. H2 gets this limit only if the call is not part of
   * a larger unit of work.
   */
  public <T> T inTime(Supplier<T> call) {
    return together.isBound() ? call.get() : within(accepts, call);
  }

  /**
   * Makes a call. On H2 it has a time limit and runs on a thread of its own, because H2 closes its
   * file if a thread that uses it is interrupted, and may then leave a half-written commit.
   */
  private <T> T within(TimeLimit limit, Supplier<T> call) {
    if (dialect() == Dialect.POSTGRESQL || timed.isBound()) {
      return call.get();
    }
    return limit.call(() -> ScopedValue.where(timed, true).call(call::get));
  }

  /**
   * Runs several units of work as one transaction: all that {@code work} calls on its thread take
   * part in it. After a failure for a passing reason, all of it is rolled back and repeated.
   */
  public <T> T together(Supplier<T> work) {
    if (together.isBound()) {
      return transact(_ -> work.get());
    }
    var after = new ArrayList<Runnable>();
    var carried = Acting.carried(work);
    var result =
        transact(
            connection -> {
              after.clear();
              return ScopedValue.where(together, connection)
                  .where(afterwards, after)
                  .call(carried::get);
            });
    after.forEach(Runnable::run);
    return result;
  }

  /**
   * Runs an action after the caller's work is committed: at once, or, if the work is part of a
   * larger transaction, after that one. It is not run if the transaction fails.
   */
  public void afterCommit(Runnable what) {
    if (together.isBound()) {
      afterwards.get().add(what);
    } else {
      what.run();
    }
  }

  /**
   * Runs a unit of work within a larger one. If a transaction fails, only its own changes are
   * rolled back; a single statement has no savepoint.
   */
  private static <T> T within(Connection connection, Call.Kind kind, SqlWork<T> work) {
    try {
      if (kind == Call.Kind.STATEMENT) {
        return work.run(connection);
      }
      if (kind == Call.Kind.COMMITS_ITSELF) {
        throw new IllegalStateException("work that commits itself can be no part of a larger one");
      }
      var before = connection.setSavepoint();
      try {
        var result = work.run(connection);
        connection.releaseSavepoint(before);
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback(before);
        throw e;
      }
    } catch (SQLException e) {
      // The larger unit of work checks the cause, and is repeated if that is useful.
      throw new IllegalStateException(e);
    }
  }

  private <T> T run(Call.Kind kind, SqlWork<T> work) {
    if (together.isBound()) {
      return within(together.get(), kind, work);
    }
    return within(kind == Call.Kind.STATEMENT ? reads : changes, () -> call(kind, work));
  }

  private <T> T call(Call.Kind kind, SqlWork<T> work) {
    try {
      return transactions.run(new Call<>(kind, work));
    } catch (FailedInPassing e) {
      throw e.told();
    }
  }
}
