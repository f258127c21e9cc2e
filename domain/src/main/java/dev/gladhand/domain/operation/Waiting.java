package dev.gladhand.domain.operation;

import dev.gladhand.domain.field.Wire;

/** What a pending operation waits for. */
public enum Waiting implements Wire {
  /** Its turn in the queue. */
  QUEUE,
  /** The TSP's rate limit. */
  RATE_LIMIT,
  /** The next attempt after a failed one. */
  BACKOFF,
  /** An earlier write to the same record or thread. */
  EARLIER_WRITE,
  /** Working credentials. */
  CREDENTIALS,
  /** The TSP to be available again. */
  CIRCUIT,
  /** The settling of an attempt without an answer. */
  SETTLING
}
