package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspJson;

/**
 * Makes the outcomes of answers that report a failure with status 200, as SuperOffice's agents do.
 */
final class SuperOfficeAnswers {
  private SuperOfficeAnswers() {}

  /** The failure of a write whose answer is not the one that is documented for success. */
  static Outcome failure(Exchange.Answered answered, String expected) {
    var json = answered.json();
    if (json != null && json.isNull()) {
      return rejected(answered, ErrorType.TSP, "null, which means that the agent failed", false);
    }
    if (TspJson.at(json, "Message") != null || TspJson.at(json, "MessageDetail") != null) {
      return rejected(answered, ErrorType.VALIDATION, answered.words(), false);
    }
    // This answer does not show whether the message was accepted.
    return rejected(
        answered, ErrorType.TSP, "an answer that cannot be understood; " + expected, true);
  }

  /** The failure of a read whose answer is not the one that is documented for success. */
  static Outcome notUnderstood(Exchange.Answered answered, String expected) {
    return failure(answered, expected) instanceof Outcome.Rejected(var error, var advice, _)
        ? Outcome.rejected(
            new TspError(error.type(), error.details(), false, error.reply()), advice)
        : rejected(answered, ErrorType.TSP, expected, false);
  }

  private static Outcome rejected(
      Exchange.Answered answered, ErrorType type, String remark, boolean maybeApplied) {
    return Outcome.rejected(answered.error(type, remark, maybeApplied), new Retry.Never());
  }
}
