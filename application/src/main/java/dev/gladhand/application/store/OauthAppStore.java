package dev.gladhand.application.store;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.signin.OauthApp;
import dev.gladhand.domain.signin.OauthApps;
import java.time.Instant;
import java.util.Optional;

/**
 * The operator's applications at the TSPs, one for each, kept encrypted. Every method is one
 * transaction, blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface OauthAppStore extends OauthApps {
  /** An application, and since when it is as it is. */
  record Stored(OauthApp app, Instant updatedAt) {}

  Optional<Stored> get(TspId tsp);

  /** In place of the one before, if there was one. */
  void put(TspId tsp, OauthApp app, Instant now);

  /**
   * @return false where there was none
   */
  boolean delete(TspId tsp);

  @Override
  default Optional<OauthApp> find(TspId tsp) {
    return get(tsp).map(Stored::app);
  }
}
