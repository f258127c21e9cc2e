package dev.gladhand.persistence.database;

import dev.gladhand.persistence.sql.MultiUpdate;
import java.sql.SQLException;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** What an exception of a driver means for the caller. */
public enum SqlFailure {
  /** The database undid the transaction; the same may succeed at once. */
  REPEATABLE,
  /** The connection broke, which another may not: nothing was committed. */
  BROKEN,
  /** The database is not there, or will not do it now. */
  UNAVAILABLE,
  /** An embedded database's own data contradicts itself, which does not pass by waiting. */
  DAMAGED,
  /** The statement or a value is wrong: a bug of ours. */
  BUG;

  /** Serialization failure, deadlock, lock not available. */
  private static final Set<String> REPEATABLE_STATES = Set.of("40001", "40P01", "55P03");

  /**
   * Connection failures, what a server says that ends or restarts a backend, and what H2 says of a
   * database that has closed its file.
   */
  private static final Set<String> BROKEN_STATES =
      Set.of("08000", "08003", "08006", "57P01", "57P02", "25P03", "90098");

  /** Division by zero, which {@link MultiUpdate#suppose} brings about, and unique violation. */
  private static final Set<String> SUPPOSED_STATES = Set.of("22012", "23505");

  /** H2: lock time-out, concurrent update. */
  private static final Set<Integer> REPEATABLE_CODES = Set.of(50200, 90131);

  /** Cardinality, data, integrity, syntax or name, feature, cursor. */
  private static final Set<String> BUG_CLASSES =
      Set.of("07", "0A", "21", "22", "23", "24", "34", "42");

  /**
   * H2: a row that its index does not have, an entry of an index that has no row, and a file that
   * this process itself did not let go when it closed it.
   */
  private static final Set<Integer> DAMAGE_CODES = Set.of(90112, 90143, 90020);

  /**
   * H2's store: what its file does not have as it should, and transactions that it has lost count
   * of.
   */
  private static final Set<Integer> STORE_CODES =
      Set.of(
          DataUtils.ERROR_FILE_CORRUPT,
          DataUtils.ERROR_SERIALIZATION,
          DataUtils.ERROR_CHUNK_NOT_FOUND,
          DataUtils.ERROR_TRANSACTION_CORRUPT,
          DataUtils.ERROR_TOO_MANY_OPEN_TRANSACTIONS,
          DataUtils.ERROR_TRANSACTION_ILLEGAL_STATE);

  static SqlFailure of(SQLException e) {
    if (isDamage(e)) {
      return DAMAGED;
    }
    var state = state(e);
    if (state == null) {
      return UNAVAILABLE;
    }
    if (REPEATABLE_STATES.contains(state) || REPEATABLE_CODES.contains(e.getErrorCode())) {
      return REPEATABLE;
    }
    if (BROKEN_STATES.contains(state)) {
      return BROKEN;
    }
    return BUG_CLASSES.contains(state.substring(0, 2)) ? BUG : UNAVAILABLE;
  }

  /** H2 tries for a while, and then says that it waited for a lock: the reason is a cause. */
  private static boolean isDamage(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && DAMAGE_CODES.contains(sql.getErrorCode())
          || cause instanceof MVStoreException store
              && STORE_CODES.contains(store.getErrorCode())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a COMMIT that failed so may have taken effect all the same. */
  static boolean maybeCommitted(SQLException e) {
    var state = state(e);
    if (state == null || of(e) == BROKEN) {
      return true;
    }
    // Out of resources, or in no state to commit: the server says that it did not.
    if (of(e) == DAMAGED) {
      return true;
    }
    return of(e) == UNAVAILABLE && !state.startsWith("53") && !state.startsWith("25");
  }

  /** Whether a row that was supposed to be there was not, or one was there that should be new. */
  public static boolean supposedTooMuch(SQLException e) {
    return SUPPOSED_STATES.contains(String.valueOf(state(e)));
  }

  /**
   * Whether the connection is of no more use: a server that became read-only is left for another.
   */
  static boolean leave(SQLException e) {
    return "25006".equals(state(e));
  }

  private static @Nullable String state(SQLException e) {
    var state = e.getSQLState();
    return state == null || state.length() != 5 ? null : state;
  }
}
