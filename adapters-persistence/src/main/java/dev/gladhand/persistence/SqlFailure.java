package dev.gladhand.persistence;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exception of a driver means for the caller. */
enum SqlFailure {
  /** The database undid the transaction; the same may succeed at once. */
  REPEATABLE,
  /** The database is not there, or will not do it now. */
  UNAVAILABLE,
  /** The statement or a value is wrong: a bug of ours. */
  BUG;

  /** Serialization failure, deadlock, lock not available. */
  private static final Set<String> REPEATABLE_STATES = Set.of("40001", "40P01", "55P03");

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
    return BUG_CLASSES.contains(state.substring(0, 2)) ? BUG : UNAVAILABLE;
  }

  /** Whether a COMMIT that failed so may have taken effect all the same. */
  static boolean maybeCommitted(SQLException e) {
    var state = state(e);
    return state == null
        || of(e) == UNAVAILABLE && !state.startsWith("53") && !state.startsWith("25");
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
