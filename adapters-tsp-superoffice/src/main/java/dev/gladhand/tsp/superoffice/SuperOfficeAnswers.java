package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspJson;

/** Answers of 200 that are failures: agents tell their errors that way. */
final class SuperOfficeAnswers {
  private SuperOfficeAnswers() {}

  /** An answer that is not the one documented for success. */
  static Outcome failure(Exchange.Answered answered, String expected) {
    var json = answered.json();
    if (json != null && json.isNull()) {
      return rejected(
          answered, ErrorType.TSP, "null, which is how an agent says that it failed", false);
    }
    if (TspJson.at(json, "Message") != null || TspJson.at(json, "MessageDetail") != null) {
      return rejected(answered, ErrorType.VALIDATION, answered.words(), false);
    }
    // Something took the message, or did not: this answer does not tell.
    return rejected(
        answered, ErrorType.TSP, "an answer that cannot be understood; " + expected, true);
  }

  /** The same of a call that changes nothing. */
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
