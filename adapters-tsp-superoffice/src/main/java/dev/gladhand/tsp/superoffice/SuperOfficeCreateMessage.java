package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.record.EachRecipient;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code CreateMessage}: one call for each recipient. Only 204 with an empty body is a success. A
 * refusal or an unknown outcome for one recipient is that recipient's result, and the others still
 * get their calls.
 */
final class SuperOfficeCreateMessage {
  static final String METHOD = "CreateMessage";

  private final SuperOfficeAgent agent;

  SuperOfficeCreateMessage(SuperOfficeAgent agent) {
    this.agent = agent;
  }

  static Map<String, @Nullable Object> body(Write<?> write, Reference recipient) {
    return new SuperOfficeJson.IncomingMessage(
            Recipients.id(recipient),
            SuperOfficeMessages.from(write),
            Recipients.text(write),
            SuperOfficeMessages.setting(write, SuperOfficeSettings.FORMAT),
            SuperOfficeMessages.sessionKey(write),
            SuperOfficeMessages.setting(write, SuperOfficeSettings.PLUGIN))
        .body();
  }

  Outcome send(Write<?> write, TspAccess tsp) {
    var recipient = write.openRecipients().getFirst();
    var outcome =
        switch (agent.write(tsp, METHOD, body(write, recipient))) {
          case SuperOfficeAgent.Reply.Answer(var answered) -> read(answered);
          case SuperOfficeAgent.Reply.None(var failure) -> failure;
        };
    return EachRecipient.of(write, recipient, outcome);
  }

  private static Outcome read(Exchange.Answered answered) {
    return answered.status() == 204 && answered.empty()
        ? Outcome.accepted()
        : SuperOfficeAnswers.failure(answered, "an empty 204 was expected");
  }
}
