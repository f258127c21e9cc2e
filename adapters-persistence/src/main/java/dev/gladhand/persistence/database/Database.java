package dev.gladhand.persistence.database;

import dev.gladhand.application.audit.Acting;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Dialect;
import dev.gladhand.persistence.sql.SqlWork;
import dev.gladhand.persistence.sql.Together;
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
 * The one way to the database: transactions and single statements over pooled connections, with
 * what fails in passing repeated and everything else told as {@link
 * dev.gladhand.application.store.StoreUnavailable}. Repositories called within a piece of work take
 * part in its transaction. Thread-safe.
 */
public final class Database {
  private static final String EVER = "timestamp with time zone '1970-01-01 00:00:00+00'";

  /**
   * Longer than a call takes that ends by itself, or one that would be told as refused would be
   * told as lost; and short enough that a caller is told within three seconds.
   */
  static final Duration LONGEST_OF_H2 = Call.LONGEST.plusMillis(150);

  /** What nobody waits for at the other end of a connection may take longer on a slow machine. */
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

  /** The pool, for a connection that is kept. */
  public DataSource source() {
    return pool.source();
  }

  /** How many threads wait for a connection to the database at the moment. */
  public int waiting() {
    var beans = pool.source().getHikariPoolMXBean();
    return beans == null ? 0 : beans.getThreadsAwaitingConnection();
  }

  public Dialect dialect() {
    return pool.dialect();
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
        .replace("{skip locked}", dialect().skipLocked());
  }

  /** The time of the store, for what a repository is told; asked of the database. */
  public Instant time(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(sql("select {now}"));
        var rows = statement.executeQuery()) {
      rows.next();
      return Columns.of(rows).time();
    }
  }

  /** One statement, committed by itself: for what only reads. */
  public <T> T read(SqlWork<T> work) {
    return run(Call.Kind.STATEMENT, work);
  }

  /**
   * What only reads, by filters of which each has a best way of its own: it is planned for what is
   * asked, and not once for all as the other statements are. Rows come in the order of an index,
   * and no more than the page has: a bitmap would find them all first.
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

  /** What became of the damage of an embedded database; null for a server's. */
  public @Nullable StoreDamage damage() {
    return transactions.damage();
  }

  /** Within a read: waits until what it has seen would outlive a crash. */
  public void store(Connection connection) throws SQLException {
    transactions.store(connection);
  }

  /** A transaction: all of it, or nothing. */
  public <T> T transact(SqlWork<T> work) {
    return run(Call.Kind.TRANSACTION, work);
  }

  /**
   * A transaction that commits itself by {@link Together#commit}, which spares a way to the
   * database and back. It must bear repeating after it has taken effect: where the connection broke
   * it is not known whether it has.
   */
  public <T> T atOnce(SqlWork<T> work) {
    return run(Call.Kind.COMMITS_ITSELF, work);
  }

  /**
   * A call that somebody waits for who is told within three seconds that the store is away.
   * PostgreSQL's driver has time-outs for that; what H2 is to do in time must not be part of
   * another piece of work.
   */
  public <T> T inTime(Supplier<T> call) {
    return together.isBound() ? call.get() : within(accepts, call);
  }

  /**
   * On H2 with an end, and on a thread of its own: H2 closes its file where a thread that uses it
   * is interrupted, and may leave half of a commit behind.
   */
  private <T> T within(TimeLimit limit, Supplier<T> call) {
    if (dialect() == Dialect.POSTGRESQL || timed.isBound()) {
      return call.get();
    }
    return limit.call(() -> ScopedValue.where(timed, true).call(call::get));
  }

  /**
   * One transaction of several pieces of work: those that the given one calls on its thread take
   * part in it. Where it failed in passing all of it is undone and done again.
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
   * Does something once what the caller has done is committed: now, or where it is part of a larger
   * transaction, after that one. Not done where that fails.
   */
  public void afterCommit(Runnable what) {
    if (together.isBound()) {
      afterwards.get().add(what);
    } else {
      what.run();
    }
  }

  /** A piece of work of a larger one; what it has done is undone where it fails. */
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
      // The larger piece of work looks at the cause, and is repeated where that helps.
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
