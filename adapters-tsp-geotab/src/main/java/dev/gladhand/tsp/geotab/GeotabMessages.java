package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Priority;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.EachRecipient;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.List;

/** {@code Add TextMessage}: one call for each recipient, which is a user or a device. */
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

  private final TspApi api;

  GeotabMessages(TspApi api) {
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
    return body.translation(request(write, body));
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    var recipient = write.openRecipients().getFirst();
    var outcome =
        switch (api.write(request(write, body(write, recipient)), tsp)) {
          case Exchange.Answered answered ->
              Outcome.accepted(TspJson.id(answered.json(), "result"));
          case Exchange.Failed failed -> failed.outcome();
        };
    return EachRecipient.of(write, recipient, outcome);
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.LOOK_UP_FIRST;
  }

  /** The member that names the recipient of a message. */
  static String target(Settings settings) {
    return GeotabSettings.toDevices(settings) ? "device" : "recipient";
  }

  private TspRequest request(Write<?> write, Body body) {
    return GeotabApi.add(api, write.settings(), "TextMessage", body.json());
  }

  private static Body body(Write<?> write, Reference recipient) {
    var body = FIELDS.body(write);
    var fields = write.payload().fields();
    body.put(true, "isDirectionToVehicle");
    body.put(GeotabApi.reference(Recipients.id(recipient)), target(write.settings()));
    body.put("Normal", "messageContent", "contentType");
    body.put(Recipients.text(write), "messageContent", "message");
    var priority = fields.get(Message.PRIORITY);
    if (priority != null) {
      body.put(priority == Priority.HIGH, "messageContent", "urgent");
      body.warn(Message.PRIORITY, "only Garmin displays show that a message is urgent");
    }
    sender(write, body);
    if (write.deadline() != null) {
      body.put(GeotabFields.moment(write.deadline()), "activeTo");
    }
    var parent = write.payload() instanceof Message message ? message.replyTo() : null;
    if (parent != null) {
      body.put(GeotabApi.reference(Recipients.id(parent)), "parentMessage");
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
    var impersonates = write.settings().getOr(GeotabSettings.IMPERSONATE_SENDER, false);
    if (sender != null && impersonates) {
      body.put(GeotabApi.reference(Recipients.id(sender)), "user");
    }
    if (fields.has(Message.SENDER_ID) && !impersonates) {
      body.notDelivered(Message.SENDER_ID);
    }
    if (fields.has(Message.SOURCE_SENDER_ID) && (!impersonates || fields.has(Message.SENDER_ID))) {
      body.notDelivered(Message.SOURCE_SENDER_ID);
    }
  }
}
