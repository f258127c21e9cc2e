package dev.gladhand.persistence.database;

import dev.gladhand.persistence.sql.MultiUpdate;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exception of a driver means for the caller. */
public enum SqlFailure {
  /** The database undid the transaction; the same may succeed at once. */
  REPEATABLE,
  /** The connection broke, which another may not: nothing was committed. */
  BROKEN,
  /** The database is not there, or will not do it now. */
  UNAVAILABLE,
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

  static SqlFailure of(SQLException e) {
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

  /** Whether a COMMIT that failed so may have taken effect all the same. */
  static boolean maybeCommitted(SQLException e) {
    var state = state(e);
    if (state == null || of(e) == BROKEN) {
      return true;
    }
    // Out of resources, or in no state to commit: the server says that it did not.
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
