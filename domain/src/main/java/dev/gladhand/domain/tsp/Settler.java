package dev.gladhand.domain.tsp;

import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.SourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an unanswered write was applied. Reads only; called on a virtual thread; throws
 * nothing but what the store throws.
 */
public interface Settler {

  /**
   * A settler that compares contents counts an entry of the TSP's for one write only: {@link
   * Unanswered#others} are the gateway's own that it may meet.
   */
  Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp);

  /** What the look-up found. */
  sealed interface Settlement {
    /**
     * The TSP has it. Recipients: those for whom it has, or may have (unknown); the others were not
     * reached.
     */
    record Applied(@Nullable SourceId source, List<RecipientResult> recipients)
        implements Settlement {
      public Applied {
        recipients = List.copyOf(recipients);
      }
    }

    /** An earlier of several calls was applied: go on from here, the rest is still to be done. */
    record Progressed(Progress progress) implements Settlement {}

    /** The TSP does not have it, and will not: sending again is safe. */
    record NotApplied() implements Settlement {}

    /** Nobody can say, now or later. */
    record CannotTell(String why) implements Settlement {}

    /** The look-up itself failed: ask again later. */
    record TryLater(TspError error) implements Settlement {}
  }
}
