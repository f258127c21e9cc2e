package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages by {@code SendMessages}, with one call for all recipients that still need the
 * message. Success is 200 with an array that has one result for each message. The values of {@code
 * Status} are not documented. A message with a {@code MessagingId} is in the table of outgoing
 * messages and counts as delivered; one without counts as not delivered.
 */
final class SuperOfficeSendMessages<P extends Payload> implements Writer<P> {
  private static final Pattern INT = Pattern.compile("[0-9]{1,9}");
  private static final FieldMap FIELDS =
      SuperOfficeMessages.fields(Message.REPLY_TO_MESSAGE_ID, Message.SOURCE_REPLY_TO_MESSAGE_ID)
          .add(Part.besides(SuperOfficeSendMessages::checkParent))
          .build();
  private final SuperOfficeAgent agent;

  SuperOfficeSendMessages(SuperOfficeAgent agent) {
    this.agent = agent;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return List.of();
  }

  @Override
  public Translation translate(Write<P> write) {
    return FIELDS.body(write).translation(request(write));
  }

  private static TspRequest request(Write<?> write) {
    var settings = write.settings();
    var messages =
        Recipients.shown(write).stream()
            .map(
                recipient ->
                    TspJson.known(
                        "From", SuperOfficeMessages.from(write),
                        "To", Recipients.id(recipient),
                        "Content", Recipients.text(write),
                        "Format", settings.get(SuperOfficeSettings.FORMAT),
                        "ParentMessagingId", parent(write),
                        "SuggestedSessionKey", SuperOfficeMessages.sessionKey(write)))
            .toList();
    var plugin = settings.get(SuperOfficeSettings.PLUGIN);
    var body = TspJson.known("Plugin", plugin, "OutgoingMessages", messages);
    return SuperOfficeAgent.request(settings, "SendMessages", body);
  }

  /**
   * The {@code MessagingId} of the message to which this write is a reply; null if it is no reply
   * or the id is not a number.
   */
  private static @Nullable Integer parent(Write<?> write) {
    var parent = write.payload() instanceof Message message ? message.replyTo() : null;
    var id = parent == null ? "" : Recipients.id(parent);
    return INT.matcher(id).matches() ? Integer.valueOf(id) : null;
  }

  private static void checkParent(Write<?> write, Body body) {
    var parent = write.payload() instanceof Message message ? message.replyTo() : null;
    if (parent != null && parent.source() == null) {
      body.notDelivered(Message.REPLY_TO_MESSAGE_ID);
    } else if (parent != null && parent(write) == null) {
      var field =
          write.payload().fields().has(Message.REPLY_TO_MESSAGE_ID)
              ? Message.REPLY_TO_MESSAGE_ID
              : Message.SOURCE_REPLY_TO_MESSAGE_ID;
      var why = "must be the number that SuperOffice gave the message";
      body.fault(field, Recipients.id(parent), why, "int_type");
    }
    body.prefer(Message.REPLY_TO_MESSAGE_ID, Message.SOURCE_REPLY_TO_MESSAGE_ID, write);
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    if (write.openRecipients().isEmpty()) {
      return Outcome.accepted();
    }
    return switch (agent.write(request(write), tsp)) {
      case Exchange.Answered answered -> read(answered, write, write.openRecipients());
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return SuperOfficeMessages.REPEAT;
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
