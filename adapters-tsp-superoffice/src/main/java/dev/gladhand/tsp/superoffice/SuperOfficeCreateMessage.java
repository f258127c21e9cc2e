package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.payload.Reference;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RecipientResult;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.Exchange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code CreateMessage}: one call for each recipient. Success is 204 with an empty body and nothing
 * else; a refusal or an unknown outcome of one recipient is that recipient's result, and the others
 * still get theirs.
 */
final class SuperOfficeCreateMessage {
  static final String METHOD = "CreateMessage";

  private final SuperOfficeAgent agent;

  SuperOfficeCreateMessage(SuperOfficeAgent agent) {
    this.agent = agent;
  }

  static Map<String, @Nullable Object> body(Write<?> write, Reference recipient) {
    return new SuperOfficeJson.IncomingMessage(
            SuperOfficeMessages.address(recipient),
            SuperOfficeMessages.from(write),
            SuperOfficeMessages.text(write),
            SuperOfficeMessages.setting(write, SuperOfficeSettings.FORMAT),
            SuperOfficeMessages.sessionKey(write),
            SuperOfficeMessages.setting(write, SuperOfficeSettings.PLUGIN))
        .body();
  }

  Outcome send(Write<?> write, TspAccess tsp) {
    var recipient = write.openRecipients().getFirst();
    var outcome =
        switch (agent.write(tsp, METHOD, body(write, recipient))) {
          case SuperOfficeAgent.Reply.Answer(var answered) -> read(answered, recipient);
          case SuperOfficeAgent.Reply.None(var failure) -> failure;
        };
    return forOneOf(write, recipient, outcome);
  }

  private static Outcome read(Exchange.Answered answered, Reference recipient) {
    if (answered.status() == 204 && answered.empty()) {
      return Outcome.delivered(List.of(RecipientResult.delivered(recipient)));
    }
    return SuperOfficeAnswers.failure(answered, "an empty 204 was expected");
  }

  /** What the outcome for one recipient means for the whole message. */
  private static Outcome forOneOf(Write<?> write, Reference recipient, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(_, _, var results) -> settled(write, results);
      case Outcome.Rejected(var error, var advice, _)
          when write.payload().recipients().size() > 1
              && isOfOne(error.type(), error.maybeApplied(), advice) ->
          settled(
              write,
              List.of(
                  error.maybeApplied()
                      ? RecipientResult.unknown(recipient, error.details())
                      : RecipientResult.failed(recipient, error.details())));
      case Outcome.Rejected rejected -> rejected;
      case Outcome.Throttled throttled -> throttled;
      case Outcome.Progressed progressed -> progressed;
    };
  }

  /**
   * Whether the failure settles this one recipient: it went wrong for good, and not for everyone
   * alike.
   */
  private static boolean isOfOne(ErrorType type, boolean maybeApplied, Retry advice) {
    return maybeApplied || type == ErrorType.VALIDATION && advice instanceof Retry.Never;
  }

  private static Outcome settled(Write<?> write, List<RecipientResult> results) {
    var progress = write.progress().plus(results);
    return progress.open(write.payload().recipients()).isEmpty()
        ? Outcome.delivered(results)
        : new Outcome.Progressed(progress);
  }
}
