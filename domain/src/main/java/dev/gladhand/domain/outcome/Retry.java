package dev.gladhand.domain.outcome;

import java.time.Duration;

/**
 * An adapter's advice on when the same call may be made again. Only the engine decides and repeats
 * calls.
 */
public sealed interface Retry {
  /** The same call can never succeed. */
  record Never() implements Retry {}

  /** After a back-off of the engine's choice. */
  record Backoff() implements Retry {}

  /** Not before this much time has passed; never negative. */
  record After(Duration delay) implements Retry {
    public After {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("a delay is never negative: " + delay);
      }
    }
  }

  /**
   * After the credentials were renewed, or replaced by the partner. The TSP refused the
   * credentials, for example by a 401, or was not called because they cannot be used; so it did not
   * apply the write.
   */
  record NewCredentials() implements Retry {}
}
