package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.Credentials;
import java.time.Instant;

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

    /** The TSP will not renew these: somebody must sign in anew. */
    record Refused(TspError error) implements Renewal {}

    /** Not now. */
    record TryLater(TspError error) implements Renewal {}
  }
}
