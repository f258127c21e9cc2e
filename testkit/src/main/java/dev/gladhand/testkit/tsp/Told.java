package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes outcomes in words, so that tables of them can be read. */
final class Told {
  static final String ACCEPTED = "accepted";
  static final String PROGRESSED = "progressed";
  static final String RECIPIENT_FAILED = "recipient failed";
  static final String RECIPIENT_UNKNOWN = "recipient unknown";

  private Told() {}

  static String of(Write<?> write, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(_, _, var recipients) -> recipients(recipients, ACCEPTED);
      case Outcome.Progressed(var progress) -> {
        var known = write.progress().recipients();
        yield recipients(
            progress.recipients().stream().filter(one -> !known.contains(one)).toList(),
            PROGRESSED);
      }
      case Outcome.Rejected(var error, var advice, _) -> rejected(error) + advice(advice);
      case Outcome.Throttled(var error, var wait) ->
          error.maybeApplied() ? "throttled, maybe applied" : "throttled for " + wait;
    };
  }

  private static String recipients(List<RecipientResult> results, String otherwise) {
    if (results.stream().anyMatch(one -> one.status() == RecipientResult.Status.FAILED)) {
      return RECIPIENT_FAILED;
    }
    return results.stream().anyMatch(one -> one.status() == RecipientResult.Status.UNKNOWN)
        ? RECIPIENT_UNKNOWN
        : otherwise;
  }

  private static String rejected(TspError error) {
    return "rejected: "
        + error.type().wire()
        + (error.maybeApplied() ? ", maybe applied, " : ", not applied, ");
  }

  static String advice(Retry advice) {
    return switch (advice) {
      case Retry.Never() -> "never";
      case Retry.Backoff() -> "back-off";
      case Retry.After(var delay) -> "after " + delay;
      case Retry.NewCredentials() -> "new credentials";
    };
  }

  static String of(Settler.Settlement settlement) {
    return switch (settlement) {
      case Settler.Settlement.Applied(var source, _) ->
          source == null ? "applied" : "applied " + source;
      case Settler.Settlement.Progressed _ -> PROGRESSED;
      case Settler.Settlement.NotApplied() -> "not applied";
      case Settler.Settlement.CannotTell _ -> "cannot tell";
      case Settler.Settlement.TryLater _ -> "try later";
    };
  }

  /** The error of an outcome, or null if it has none. */
  static @Nullable TspError error(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Rejected(var error, _, _) -> error;
      case Outcome.Throttled(var error, _) -> error;
      case Outcome.Accepted _, Outcome.Progressed _ -> null;
    };
  }
}
