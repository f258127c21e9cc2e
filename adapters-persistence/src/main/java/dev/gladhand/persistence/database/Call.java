package dev.gladhand.persistence.database;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.RaceLost;
import dev.gladhand.persistence.sql.SqlWork;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call of the database with all its tries: its work, how long it has taken, and what its last
 * failure means. For one thread.
 */
public final class Call<T> {
  /** How the work is committed. */
  enum Kind {
    /** The work only reads, or is a single statement; each statement is committed by itself. */
    STATEMENT,
    /** The work is one transaction; a failure before the commit has certainly changed nothing. */
    TRANSACTION,
    /**
     * The work commits itself by {@link Pipeline#commit}, so it may have taken effect whenever it
     * fails.
     */
    COMMITS_ITSELF
  }

  private static final int TRIES = 6;

  /**
   * The most tries of a call that conflicts with other transactions. Normally {@link
   * #REPEAT_WITHIN} has passed before so many tries.
   */
  private static final int RACES = 19;

  /**
   * The most tries with a new connection. After a restart of the server every pooled connection is
   * broken, which is noticed when it is used.
   */
  private static final int RECONNECTS = 20;

  private static final long RECONNECT_WITHIN = Duration.ofMillis(750).toNanos();

  /** No further try begins when this much time has passed since the call began. */
  private static final Duration REPEAT_WITHIN = Duration.ofMillis(1300);

  /**
   * The longest time of a call that only other transactions delay: the time until its last try
   * begins, and the longest wait of that try for a lock.
   */
  static final Duration LONGEST = REPEAT_WITHIN.plusMillis(PoolSettings.LOCK_MILLIS);

  private final Kind kind;
  private final SqlWork<T> work;
  private final long began = System.nanoTime();
  private long tryBegan = began;
  private int tries;
  private boolean worked;
  private @Nullable Exception failure;
  private @Nullable SQLException damage;

  Call(Kind kind, SqlWork<T> work) {
    this.kind = kind;
    this.work = work;
  }

  Kind kind() {
    return kind;
  }

  void begin() {
    tries++;
    worked = false;
    failure = null;
    damage = null;
    tryBegan = System.nanoTime();
  }

  T work(Connection connection) throws SQLException {
    return work.run(connection);
  }

  /** Notes that the work is done, so that only the commit can still fail. */
  void worked() {
    worked = true;
  }

  /** Notes why the work failed, because the failure of the rollback would hide it. */
  void noteFailure(Exception e) {
    failure = e;
  }

  /**
   * The exception to throw after a failed try: {@link FailedInPassing} if another try is useful,
   * otherwise the one that the caller gets.
   */
  RuntimeException failed(RuntimeException thrown) {
    var reason = failure == null ? thrown : failure;
    if (reason instanceof RaceLost lost) {
      var told =
          new StoreUnavailable(tries + " tries conflicted with other transactions", false, lost);
      return passing(told, RACES, REPEAT_WITHIN.toNanos());
    }
    var sql = reason instanceof StoreUnavailable ? null : sqlExceptionOf(reason);
    if (sql == null) {
      return reason instanceof RuntimeException runtime
          ? runtime
          : new IllegalStateException(reason);
    }
    var uncertain =
        (kind == Kind.COMMITS_ITSELF || kind == Kind.TRANSACTION && worked)
            && SqlFailure.maybeCommitted(sql);
    damage = SqlFailure.of(sql) == SqlFailure.DAMAGED ? sql : null;
    if (worked && uncertain) {
      return unavailable(sql, true);
    }
    return switch (SqlFailure.of(sql)) {
      case UNAVAILABLE -> unavailable(sql, uncertain);
      case BROKEN -> passing(unavailable(sql, uncertain), RECONNECTS, RECONNECT_WITHIN);
      case REPEATABLE, DAMAGED ->
          passing(unavailable(sql, uncertain), TRIES, REPEAT_WITHIN.toNanos());
      case BUG -> new IllegalStateException("the database refused a statement", plain(sql));
    };
  }

  /**
   * The failure by which the last try showed that the database is damaged; null if it showed no
   * damage.
   */
  @Nullable SQLException damage() {
    return damage;
  }

  /** When the last try began, by {@link System#nanoTime}. */
  long tryBegan() {
    return tryBegan;
  }

  private RuntimeException passing(StoreUnavailable told, int most, long within) {
    return tries >= most || System.nanoTime() - began > within ? told : new FailedInPassing(told);
  }

  static @Nullable SQLException sqlExceptionOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static StoreUnavailable unavailable(SQLException e, boolean maybeCommitted) {
    var what = maybeCommitted ? "the answer to a commit was lost" : "the store cannot be used";
    return new StoreUnavailable(what + " (" + e.getSQLState() + ")", maybeCommitted, plain(e));
  }

  /**
   * The cause of a batch's exception. The exception itself repeats the values of the statement,
   * which must not be logged.
   */
  private static SQLException plain(SQLException e) {
    return e instanceof BatchUpdateException && e.getCause() instanceof SQLException cause
        ? cause
        : e;
  }
}
