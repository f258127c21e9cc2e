package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.outcome.TspError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Renews credentials that expire. The caller holds a lock over all nodes, and stores the new
 * credentials before anyone uses them, since a refresh token may be good for one use only.
 */
public interface Renewer {
  /** Whether these can be renewed at all. */
  boolean renewable(Credentials credentials);

  /** Whether these have expired, or are about to. */
  boolean expired(Credentials credentials, Instant now);

  /** One call. Called on a virtual thread; throws nothing. */
  Renewal renew(TspAccess tsp, Instant now);

  /** What the renewal came to. */
  sealed interface Renewal {
    /** The new credentials, whole. */
    record Renewed(Credentials credentials) implements Renewal {}

    /**
     * The TSP will not renew these: somebody must sign in anew. The partner reads this error in
     * place of the call's own.
     */
    record Refused(TspError error) implements Renewal {}

    /**
     * Not now: nobody tries again before then, and each call that needs the credentials meanwhile
     * fails with this error.
     *
     * @param after how long the TSP asks to wait; null leaves it to the caller
     */
    record TryLater(TspError error, @Nullable Duration after) implements Renewal {
      public TryLater(TspError error) {
        this(error, null);
      }
    }
  }
}
