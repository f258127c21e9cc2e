package dev.gladhand.domain.operation;

import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of an operation. {@link Succeeded} and {@link Failed} are final. */
public sealed interface State {

  /** The operation has not ended. */
  sealed interface Pending extends State {
    /** When the next step may be taken. */
    Instant dueAt();

    /** Whether an earlier attempt may have been applied although its answer is not known. */
    boolean doubtful();

    /**
     * Whether an attempt has made some, but not all, of its calls; its next call does not count as
     * a new attempt.
     */
    boolean midway();

    static Waits due(Instant at) {
      return new Waits(at, Waiting.QUEUE, false, false);
    }

    /** Whether an attempt is under way. */
    default boolean begun() {
      return this instanceof UnderWay;
    }

    /** When the attempt under way began; null if none is. */
    default @Nullable Instant begunAt() {
      return this instanceof UnderWay underWay ? underWay.since() : null;
    }

    /** What the operation waits for; null while an attempt is under way. */
    default @Nullable Waiting why() {
      return this instanceof Waits waits ? waits.reason() : null;
    }
  }

  /** The operation waits; no attempt is under way. */
  record Waits(Instant dueAt, Waiting reason, boolean doubtful, boolean midway)
      implements Pending {}

  /**
   * An attempt was begun and its end is not stored, so its request may have been sent.
   *
   * @param since when the attempt began
   */
  record UnderWay(Instant dueAt, Instant since, boolean doubtful, boolean midway)
      implements Pending {}

  /**
   * The TSP has made the record or the change.
   *
   * @param source the TSP's id of the record; null if the TSP gives none
   */
  record Succeeded(ResourceId resource, @Nullable SourceId source) implements State {}

  /**
   * The operation has ended without success.
   *
   * @param verdict whether the TSP applied the write
   */
  record Failed(Verdict verdict) implements State {}
}
