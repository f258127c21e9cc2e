package dev.gladhand.domain.tsp;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.SourceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an unanswered write was applied. Reads only; called on a virtual thread; throws
 * nothing.
 */
public interface Settler {

  /**
   * @param begun when the unanswered attempt began, by our clock: allow for some skew
   */
  Settlement settle(Write<? extends Payload> write, Instant begun, TspAccess tsp);

  /** What the look-up found. */
  sealed interface Settlement {
    /** The TSP has it. Recipients: those for whom it has; the others were not reached. */
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
