package dev.gladhand.domain.signin;

import dev.gladhand.domain.connection.TspId;
import java.util.Optional;

/**
 * The operator's applications, by TSP. Blocks; may throw where the store is away, which an adapter
 * lets pass. Thread-safe.
 */
@FunctionalInterface
public interface OauthApps {
  /** None for any TSP. */
  OauthApps NONE = _ -> Optional.empty();

  Optional<OauthApp> find(TspId tsp);
}
