package dev.gladhand.domain.operation;

import dev.gladhand.domain.payload.ResourceId;
import dev.gladhand.domain.payload.SourceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an operation stands. The last two are final. */
public sealed interface State {

  /**
   * @param dueAt when something may be done next
   * @param why what it waits for; null while an attempt is under way
   * @param begunAt when the attempt under way began, or null: what is begun and not recorded may
   *     have been sent
   * @param doubtful whether an attempt so far may have been applied without our knowing
   * @param midway whether an attempt stands between two of its calls: the next call is no new
   *     attempt
   */
  record Pending(
      Instant dueAt,
      @Nullable Waiting why,
      @Nullable Instant begunAt,
      boolean doubtful,
      boolean midway)
      implements State {
    public static Pending due(Instant at) {
      return new Pending(at, Waiting.QUEUE, null, false, false);
    }

    Pending waiting(Instant until, Waiting reason) {
      return new Pending(until, reason, null, doubtful, midway);
    }

    public boolean begun() {
      return begunAt != null;
    }
  }

  /**
   * @param source the TSP's id, or null where it gives none
   */
  record Succeeded(ResourceId resource, @Nullable SourceId source) implements State {}

  /** Given up. */
  record Failed(Verdict verdict) implements State {}
}
