package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.MessageWriter;
import dev.gladhand.tsp.kit.record.Recipients;

/**
 * Sends messages by {@code CreateMessage}, with one call for each recipient. Only 204 with an empty
 * body is a success. A refusal or an unknown outcome for one recipient is that recipient's result,
 * and the others still get their calls.
 */
final class SuperOfficeCreateMessage implements MessageWriter.Calls {
  @Override
  public TspRequest request(Write<?> write, String to, Body body) {
    var message =
        TspJson.known(
            "To", to,
            "From", SuperOfficeMessages.from(write),
            "Content", Recipients.text(write),
            "Format", write.settings().get(SuperOfficeSettings.FORMAT),
            "SessionKey", SuperOfficeMessages.sessionKey(write),
            "Plugin", write.settings().get(SuperOfficeSettings.PLUGIN));
    return SuperOfficeAgent.request(
        write.settings(), "CreateMessage", TspJson.object("IncomingMessage", message));
  }

  @Override
  public Outcome read(Exchange.Answered answered) {
    return answered.status() == 204 && answered.empty()
        ? Outcome.accepted()
        : SuperOfficeAnswers.failure(answered, "an empty 204 was expected");
  }

  @Override
  public RepeatSafety repeatSafety() {
    return SuperOfficeMessages.REPEAT;
  }
}
