package dev.gladhand.application.store;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.signin.OauthApp;
import dev.gladhand.domain.signin.OauthApps;
import java.time.Instant;
import java.util.Optional;

/**
 * The store of the operator's applications at the TSPs, one for each TSP, encrypted. Every method
 * is one transaction, blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface OauthAppStore extends OauthApps {
  /** An application, and when it was changed last. */
  record Stored(OauthApp app, Instant updatedAt) {}

  Optional<Stored> get(TspId tsp);

  /** Stores the operator's application at a TSP, in place of an earlier one. */
  void put(TspId tsp, OauthApp app, Instant now);

  /**
   * Deletes an application.
   *
   * @return false if there was none
   */
  boolean delete(TspId tsp);

  @Override
  default Optional<OauthApp> find(TspId tsp) {
    return get(tsp).map(Stored::app);
  }
}
