package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.Write;
import java.util.List;

/** Combines the outcomes of a message that needs one call for each recipient. */
public final class EachRecipient {
  private EachRecipient() {}

  /**
   * The outcome of the whole message after the call for one recipient. If the message has several
   * recipients, a refusal or an unknown outcome counts for this recipient only, and the other
   * recipients still get their calls.
   */
  public static Outcome of(Write<?> write, Reference recipient, Outcome outcome) {
    var isOne = write.payload().recipients().size() == 1;
    return switch (outcome) {
      case Outcome.Accepted(var source, var notDelivered, _) when isOne ->
          new Outcome.Accepted(source, notDelivered, List.of(RecipientResult.delivered(recipient)));
      case Outcome.Accepted _ -> settled(write, RecipientResult.delivered(recipient));
      case Outcome.Rejected(var error, var advice, _) when !isOne && isFinal(error, advice) ->
          settled(
              write,
              error.maybeApplied()
                  ? RecipientResult.unknown(recipient, error.details())
                  : RecipientResult.failed(recipient, error.details()));
      case Outcome.Rejected _, Outcome.Throttled _, Outcome.Progressed _ -> outcome;
    };
  }

  /**
   * Whether the failure is the final result for the recipient of the call: the values were refused
   * for good, or the TSP may have sent the message.
   */
  private static boolean isFinal(TspError error, Retry advice) {
    return error.maybeApplied()
        || error.type() == ErrorType.VALIDATION && advice instanceof Retry.Never;
  }

  private static Outcome settled(Write<?> write, RecipientResult result) {
    var progress = write.progress().plus(List.of(result));
    return progress.open(write.payload().recipients()).isEmpty()
        ? Outcome.delivered(List.of(result))
        : new Outcome.Progressed(progress);
  }
}
