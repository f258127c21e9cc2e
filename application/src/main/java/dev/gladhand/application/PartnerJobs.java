package dev.gladhand.application;

import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Work of partners that is done in the background, in steps. Has no threads of its own; blocks; any
 * number of callers and nodes at once; throws {@code StoreUnavailable}.
 */
public interface PartnerJobs {
  /** The partners that have something waiting for its next step. */
  Set<PartnerId> waiting();

  /**
   * Does the next step of one job of the partner.
   *
   * @return how long that job rests now; empty when none waited
   */
  Optional<Duration> step(PartnerId partner);
}
