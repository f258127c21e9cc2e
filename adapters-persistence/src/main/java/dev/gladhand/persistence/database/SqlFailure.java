package dev.gladhand.persistence.database;

import dev.gladhand.persistence.sql.MultiUpdate;
import java.sql.SQLException;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** The meaning of a driver's exception. */
public enum SqlFailure {
  /** The database rolled the transaction back; it may succeed if it is run again at once. */
  REPEATABLE,
  /**
   * The connection broke; another one may work. Nothing was committed, unless it broke during the
   * commit.
   */
  BROKEN,
  /** The database is not available, or refuses the call for now. */
  UNAVAILABLE,
  /** The data of an embedded database is inconsistent, which waiting does not change. */
  DAMAGED,
  /** The statement or a value is wrong, which is a bug of this program. */
  BUG;

  /** SQLSTATEs of a serialization failure, a deadlock, and a lock that is not available. */
  private static final Set<String> REPEATABLE_STATES = Set.of("40001", "40P01", "55P03");

  /**
   * SQLSTATEs of connection failures, of a server that ends or restarts a session, and of an H2
   * database that has closed its file.
   */
  private static final Set<String> BROKEN_STATES =
      Set.of("08000", "08003", "08006", "57P01", "57P02", "25P03", "90098");

  /**
   * The SQLSTATEs of a statement that assumed wrongly that a row exists (division by zero, which
   * {@link MultiUpdate#suppose} causes on purpose) or that a row is new (unique violation).
   */
  private static final Set<String> SUPPOSED_STATES = Set.of("22012", "23505");

  /** H2's codes for a lock time-out and for a concurrent update. */
  private static final Set<Integer> REPEATABLE_CODES = Set.of(50200, 90131);

  /**
   * The classes of SQLSTATEs (their first two characters) that mean a wrong statement or value,
   * such as a syntax error, an unknown name, or a violated constraint.
   */
  private static final Set<String> BUG_CLASSES =
      Set.of("07", "0A", "21", "22", "23", "24", "34", "42");

  /**
   * H2's codes for a row without an index entry, an index entry without a row, and a file that this
   * process did not unlock when it closed it.
   */
  private static final Set<Integer> DAMAGE_CODES = Set.of(90112, 90143, 90020);

  /** Codes of H2's store for a damaged file, and for transactions that the store has lost. */
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

  /**
   * Whether the failure shows damage. After some tries H2 reports a lock time-out whose cause is
   * the real reason.
   */
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

  /** Whether a COMMIT with this failure may still have taken effect. */
  static boolean maybeCommitted(SQLException e) {
    var state = state(e);
    if (state == null || of(e) == BROKEN) {
      return true;
    }
    if (of(e) == DAMAGED) {
      return true;
    }
    // A server that is out of resources (53) or cannot commit (25) certainly did not commit.
    return of(e) == UNAVAILABLE && !state.startsWith("53") && !state.startsWith("25");
  }

  /**
   * Whether the statement failed because it assumed wrongly that a row exists, or that a row is
   * new.
   */
  public static boolean supposedTooMuch(SQLException e) {
    return SUPPOSED_STATES.contains(String.valueOf(state(e)));
  }

  /**
   * Whether the connection must be replaced because its server has become read-only; another server
   * may be writable.
   */
  static boolean leave(SQLException e) {
    return "25006".equals(state(e));
  }

  private static @Nullable String state(SQLException e) {
    var state = e.getSQLState();
    return state == null || state.length() != 5 ? null : state;
  }
}
