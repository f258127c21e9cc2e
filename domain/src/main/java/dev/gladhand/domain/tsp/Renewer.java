package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.outcome.TspError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Renews credentials that expire. On all nodes together, only one caller at a time renews the
 * credentials of a connection. It stores the new credentials before they are used, because a
 * refresh token may be valid for one use only.
 */
public interface Renewer {
  /** Whether these credentials can be renewed at all. */
  boolean renewable(Credentials credentials);

  /** Whether these credentials have expired or are about to. */
  boolean expired(Credentials credentials, Instant now);

  /**
   * Asks the TSP for new credentials in place of those in {@code tsp}, with one call. Called on a
   * virtual thread; throws nothing.
   */
  Renewal renew(TspAccess tsp, Instant now);

  /** The result of a renewal. */
  sealed interface Renewal {
    /** Complete new credentials. */
    record Renewed(Credentials credentials) implements Renewal {}

    /**
     * The TSP does not renew these credentials; somebody must sign in again. The partner gets this
     * error instead of the error of the call.
     */
    record Refused(TspError error) implements Renewal {}

    /**
     * The renewal failed for now. The caller does not try again before {@code after} has passed,
     * and until then each call that needs the credentials fails with this error.
     *
     * @param after how long the TSP asks to wait; null if the caller chooses
     */
    record TryLater(TspError error, @Nullable Duration after) implements Renewal {
      public TryLater(TspError error) {
        this(error, null);
      }
    }
  }
}
