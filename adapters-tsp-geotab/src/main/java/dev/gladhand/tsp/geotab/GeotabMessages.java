package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Priority;
import dev.gladhand.domain.payload.Reference;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.Body;
import dev.gladhand.tsp.kit.EachRecipient;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.FieldMap;
import dev.gladhand.tsp.kit.Recipients;
import dev.gladhand.tsp.kit.TspJson;
import java.util.List;
import java.util.Map;

/** {@code Add TextMessage}: one call for each recipient, who is a user or a device. */
final class GeotabMessages<P extends Payload> implements Writer<P> {
  private static final FieldMap FIELDS =
      FieldMap.builder()
          .silent(
              Message.RECIPIENT_ID,
              Message.SOURCE_RECIPIENT_IDS,
              GroupMessage.RECIPIENT_IDS,
              Message.MESSAGE_TEXT,
              Message.PRIORITY,
              Message.SENDER_ID,
              Message.SOURCE_SENDER_ID,
              Message.REPLY_TO_MESSAGE_ID,
              Message.SOURCE_REPLY_TO_MESSAGE_ID,
              Message.FLEET_REF,
              Message.MODE)
          .build();

  private final GeotabApi api;

  GeotabMessages(GeotabApi api) {
    this.api = api;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return FIELDS.rules(OperationType.CREATE);
  }

  @Override
  public Translation translate(Write<P> write) {
    var recipient = write.openRecipients().getFirst();
    var body = body(write, recipient);
    if (GeotabSettings.toDevices(write.settings())) {
      var group = write.payload().fields().has(GroupMessage.RECIPIENT_IDS);
      body.warn(
          group ? GroupMessage.RECIPIENT_IDS : Message.RECIPIENT_ID,
          Recipients.path(write.payload(), recipient)
              + ": goes to the device "
              + Recipients.id(recipient));
    }
    return body.translation(GeotabApi.shown(write.settings(), call(body)));
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    var recipient = write.openRecipients().getFirst();
    var outcome =
        switch (api.write(call(body(write, recipient)), tsp)) {
          case Exchange.Answered answered ->
              Outcome.accepted(TspJson.id(answered.json(), "result"));
          case Exchange.Failed failed -> failed.outcome();
        };
    return EachRecipient.of(write, recipient, outcome);
  }

  /** Nothing by which a lost message could be told from another with the same text. */
  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.NEVER;
  }

  private static GeotabApi.Call call(Body body) {
    return GeotabApi.Call.add("TextMessage", body.json());
  }

  private static Body body(Write<?> write, Reference recipient) {
    var body = FIELDS.body(write);
    var fields = write.payload().fields();
    var target = GeotabSettings.toDevices(write.settings()) ? "device" : "recipient";
    body.put(true, "isDirectionToVehicle");
    body.put(Map.of("id", Recipients.id(recipient)), target);
    body.put("Normal", "messageContent", "contentType");
    body.put(Recipients.text(write), "messageContent", "message");
    var priority = fields.get(Message.PRIORITY);
    if (priority != null) {
      body.put(priority == Priority.HIGH, "messageContent", "urgent");
      body.warn(Message.PRIORITY, "urgent messages differ on Garmin displays only");
    }
    sender(write, body);
    var parent = write.payload() instanceof Message message ? message.replyTo() : null;
    if (parent != null) {
      body.put(Map.of("id", Recipients.id(parent)), "parentMessage");
      if (fields.has(Message.REPLY_TO_MESSAGE_ID)
          && fields.has(Message.SOURCE_REPLY_TO_MESSAGE_ID)) {
        body.notDelivered(Message.SOURCE_REPLY_TO_MESSAGE_ID);
      }
    }
    return body;
  }

  private static void sender(Write<?> write, Body body) {
    var fields = write.payload().fields();
    var sender = Recipients.sender(write.payload());
    var impersonates = GeotabSettings.impersonates(write.settings());
    if (sender != null && impersonates) {
      body.put(Map.of("id", Recipients.id(sender)), "user");
    }
    if (fields.has(Message.SENDER_ID) && !impersonates) {
      body.notDelivered(Message.SENDER_ID);
    }
    if (fields.has(Message.SOURCE_SENDER_ID) && (!impersonates || fields.has(Message.SENDER_ID))) {
      body.notDelivered(Message.SOURCE_SENDER_ID);
    }
  }
}
