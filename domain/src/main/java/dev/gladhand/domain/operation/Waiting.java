package dev.gladhand.domain.operation;

import java.util.Locale;

/** Why a pending operation is not at the TSP yet. */
public enum Waiting {
  /** For its turn. */
  QUEUE,
  /** For the TSP's limit on calls. */
  RATE_LIMIT,
  /** For the next attempt after a failed one. */
  BACKOFF,
  /** For an earlier write to the same record or thread. */
  EARLIER_WRITE,
  /** For credentials that work. */
  CREDENTIALS,
  /** For the TSP to be up again. */
  CIRCUIT,
  /** For somebody to find out whether an unanswered attempt was applied. */
  SETTLING;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
