package dev.gladhand.domain.signin;

import dev.gladhand.domain.connection.TspId;
import java.util.Optional;

/**
 * The applications that the operator has registered at TSPs. Blocks; may throw if the store is not
 * available, and an adapter does not catch that exception. Thread-safe.
 */
@FunctionalInterface
public interface OauthApps {
  /** No application for any TSP. */
  OauthApps NONE = _ -> Optional.empty();

  Optional<OauthApp> find(TspId tsp);
}
