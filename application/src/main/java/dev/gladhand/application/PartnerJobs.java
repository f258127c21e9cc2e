package dev.gladhand.application;

import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs of one kind that are done in the background for partners, step by step. A step runs on
 * the thread that calls {@link #step}. Blocks; any number of callers and nodes may call it at once;
 * throws {@code StoreUnavailable}.
 */
public interface PartnerJobs {
  /** The partners that have a job waiting for its next step. */
  Set<PartnerId> waiting();

  /**
   * Does the next step of one job of the partner.
   *
   * @return how long that job waits before its next step; empty if no job was waiting
   */
  Optional<Duration> step(PartnerId partner);
}
