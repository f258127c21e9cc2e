package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code SendMessages}: one call for all open recipients. Success is 200 with an array of one
 * result for each message. The values of {@code Status} are not documented. A message with a {@code
 * MessagingId} is in the table of outgoing messages and counts as delivered; one without counts as
 * not delivered.
 */
final class SuperOfficeSendMessages {
  static final String METHOD = "SendMessages";
  private static final Pattern INT = Pattern.compile("[0-9]{1,9}");

  private final SuperOfficeAgent agent;

  SuperOfficeSendMessages(SuperOfficeAgent agent) {
    this.agent = agent;
  }

  static Map<String, @Nullable Object> body(Write<?> write, List<Reference> recipients) {
    var messages =
        recipients.stream()
            .map(
                recipient ->
                    new SuperOfficeJson.OutgoingMessage(
                        SuperOfficeMessages.from(write),
                        Recipients.id(recipient),
                        Recipients.text(write),
                        SuperOfficeMessages.setting(write, SuperOfficeSettings.FORMAT),
                        parent(write),
                        SuperOfficeMessages.sessionKey(write)))
            .toList();
    var plugin = SuperOfficeMessages.setting(write, SuperOfficeSettings.PLUGIN);
    return new SuperOfficeJson.OutgoingMessages(plugin, messages).body();
  }

  /** The MessagingId of the message that this one answers, a number. */
  static @Nullable Integer parent(Write<?> write) {
    var source = parentSource(write);
    return source != null && INT.matcher(source.value()).matches()
        ? Integer.valueOf(source.value())
        : null;
  }

  static void checkParent(Write<?> write, Body body) {
    var source = parentSource(write);
    if (source != null && parent(write) == null) {
      var field =
          write.payload().fields().has(Message.REPLY_TO_MESSAGE_ID)
              ? Message.REPLY_TO_MESSAGE_ID
              : Message.SOURCE_REPLY_TO_MESSAGE_ID;
      body.fault(
          field,
          source.value(),
          "must be the number that SuperOffice gave the message",
          "int_type");
    }
  }

  private static @Nullable SourceId parentSource(Write<?> write) {
    var parent = write.payload() instanceof Message message ? message.replyTo() : null;
    return parent == null ? null : parent.source();
  }

  Outcome send(Write<?> write, TspAccess tsp) {
    var recipients = write.openRecipients();
    return switch (agent.write(tsp, METHOD, body(write, recipients))) {
      case SuperOfficeAgent.Reply.Answer(var answered) -> read(answered, write, recipients);
      case SuperOfficeAgent.Reply.None(var failure) -> failure;
    };
  }

  private static Outcome read(
      Exchange.Answered answered, Write<?> write, List<Reference> recipients) {
    var results = TspJson.items(answered.json());
    if (answered.status() != 200 || results == null || results.size() != recipients.size()) {
      return SuperOfficeAnswers.failure(
          answered, "an array of " + recipients.size() + " results was expected");
    }
    if (write.payload().recipients().size() == 1) {
      return one(answered, results.getFirst());
    }
    var told = new ArrayList<RecipientResult>();
    for (var i = 0; i < recipients.size(); i++) {
      var said = results.get(i);
      told.add(
          messagingId(said) == null
              ? RecipientResult.failed(
                  recipients.get(i),
                  answered.error(ErrorType.VALIDATION, told(said), false).details())
              : RecipientResult.delivered(recipients.get(i)));
    }
    return Outcome.delivered(told);
  }

  private static Outcome one(Exchange.Answered answered, TspJson said) {
    var id = messagingId(said);
    return id == null
        ? Outcome.rejected(
            answered.error(ErrorType.VALIDATION, told(said), false), new Retry.Never())
        : Outcome.accepted(id);
  }

  private static @Nullable SourceId messagingId(TspJson said) {
    var id = TspJson.id(said, "MessagingId");
    return id == null || !INT.matcher(id.value()).matches() || Integer.parseInt(id.value()) == 0
        ? null
        : id;
  }

  private static String told(TspJson said) {
    return "status "
        + TspJson.string(said, "Status")
        + ", "
        + TspJson.string(said, "StatusDescription");
  }
}
