package dev.gladhand.domain.operation;

import java.time.Instant;

/** What an operation went through beside its attempts, and is over. */
public sealed interface Past {
  /** The connection took no writes, by its partner's or the operator's word. */
  String PAUSED = "paused";

  /** When it was over. */
  Instant until();

  /**
   * It waited.
   *
   * @param why {@link #PAUSED}, or the word of a {@link Waiting}
   */
  record Waited(String why, Instant from, Instant until) implements Past {
    public Waited(Waiting why, Instant from, Instant until) {
      this(why.wire(), from, until);
    }
  }

  /** It was found out, or given up, whether an attempt without an answer was applied. */
  record Settled(How how, Instant until) implements Past {}

  /** How an attempt without an answer was settled. */
  enum How {
    /** The TSP has what it was to make. */
    FOUND,
    /** The TSP has a part of it. */
    PARTLY_FOUND,
    /** The TSP does not have it, so that it is sent again. */
    ABSENT_REPEATED,
    /** The TSP does not have it, and no attempt was left. */
    ABSENT,
    /** It was sent again, which has the effect of one write. */
    REPEATED,
    /** What the TSP shows does not tell. */
    UNDECIDED,
    /** The TSP could not be asked in time. */
    NOT_ASKED
  }
}
