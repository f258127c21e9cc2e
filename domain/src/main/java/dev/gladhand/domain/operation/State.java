package dev.gladhand.domain.operation;

import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an operation stands. The last two are final. */
public sealed interface State {

  /** It has not ended. */
  sealed interface Pending extends State {
    /** When something may be done next. */
    Instant dueAt();

    /** Whether an attempt so far may have been applied without our knowing. */
    boolean doubtful();

    /** Whether an attempt stands between two of its calls: the next call is no new attempt. */
    boolean midway();

    static Waits due(Instant at) {
      return new Waits(at, Waiting.QUEUE, false, false);
    }

    /** Whether an attempt is under way. */
    default boolean begun() {
      return this instanceof UnderWay;
    }

    /** When the attempt under way began, or null. */
    default @Nullable Instant begunAt() {
      return this instanceof UnderWay underWay ? underWay.since() : null;
    }

    /** What it waits for; null while an attempt is under way. */
    default @Nullable Waiting why() {
      return this instanceof Waits waits ? waits.reason() : null;
    }
  }

  /** Nothing of it is under way. */
  record Waits(Instant dueAt, Waiting reason, boolean doubtful, boolean midway)
      implements Pending {}

  /**
   * An attempt was begun: what is begun and not recorded may have been sent.
   *
   * @param since when the attempt began
   */
  record UnderWay(Instant dueAt, Instant since, boolean doubtful, boolean midway)
      implements Pending {}

  /**
   * @param source the TSP's id, or null where it gives none
   */
  record Succeeded(ResourceId resource, @Nullable SourceId source) implements State {}

  /** Given up. */
  record Failed(Verdict verdict) implements State {}
}
