package dev.gladhand.domain.operation;

import java.time.Instant;

/**
 * An entry in the history of an operation that is not an attempt: a wait, or the settling of an
 * attempt.
 */
public sealed interface Past {
  /** The reason of a wait during which the partner or the operator had paused the connection. */
  String PAUSED = "paused";

  /** When the wait, or the settling of the attempt, ended. */
  Instant until();

  /**
   * The operation waited.
   *
   * @param why {@link #PAUSED}, or the name of a {@link Waiting}
   */
  record Waited(String why, Instant from, Instant until) implements Past {
    public Waited(Waiting why, Instant from, Instant until) {
      this(why.wire(), from, until);
    }
  }

  /** An attempt without an answer was settled, or could not be. */
  record Settled(How how, Instant until) implements Past {}

  /** How an attempt without an answer was settled. */
  enum How {
    /** The TSP has the whole result of the attempt. */
    FOUND,
    /** The TSP has a part of the result. */
    PARTLY_FOUND,
    /** The TSP does not have the result, so the write is sent again. */
    ABSENT_REPEATED,
    /** The TSP does not have the result, and no attempt is left. */
    ABSENT,
    /** The write was sent again, which is safe because a repetition has no further effect. */
    REPEATED,
    /** The TSP's records do not show whether the attempt was applied. */
    UNDECIDED,
    /** The TSP could not be asked in time. */
    NOT_ASKED
  }
}
