package dev.gladhand.domain.tsp;

import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.SourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether an unanswered write was applied. It only reads at the TSP. Called on a virtual
 * thread; throws only what the store throws.
 */
public interface Settler {

  /**
   * Looks up at the TSP whether an unanswered attempt was applied. If the TSP has a record with the
   * right content, another write may have made it. A settler that recognises the record only by its
   * content must therefore rule out the gateway's other writes, which {@link Unanswered#others}
   * gives.
   */
  Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp);

  /** The result of a look-up. */
  sealed interface Settlement {
    /**
     * The TSP has applied the write. The recipients are those who got the message or may have got
     * it (unknown); the others did not get it.
     */
    record Applied(@Nullable SourceId source, List<RecipientResult> recipients)
        implements Settlement {
      public Applied {
        recipients = List.copyOf(recipients);
      }
    }

    /** An earlier one of several calls was applied. The write continues from this progress. */
    record Progressed(Progress progress) implements Settlement {}

    /** The TSP has not applied the write and will not; sending it again is safe. */
    record NotApplied() implements Settlement {}

    /**
     * The TSP's records do not show whether the write was applied, and a later look-up would not
     * show it either.
     */
    record CannotTell(String why) implements Settlement {}

    /** The look-up itself failed and is repeated later. */
    record TryLater(TspError error) implements Settlement {}
  }
}
