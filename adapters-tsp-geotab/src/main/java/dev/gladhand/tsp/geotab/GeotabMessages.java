package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Priority;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.message.Destinations;
import dev.gladhand.tsp.kit.message.MessageWriter;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.stream.Stream;

/**
 * Sends messages by {@code Add TextMessage}, with one call for each recipient. A message goes to a
 * user or to a device.
 *
 * @param api makes the requests
 */
record GeotabMessages(TspApi api) implements MessageWriter.Calls {
  private static final FieldMap FIELDS =
      MessageWriter.fields(
              Message.PRIORITY,
              Message.SENDER_ID,
              Message.SOURCE_SENDER_ID,
              Message.REPLY_TO_MESSAGE_ID,
              Message.SOURCE_REPLY_TO_MESSAGE_ID)
          .add(Part.besides(GeotabMessages::fill))
          .build();

  static <P extends Payload> Writer<P> writer(TspApi api, Destinations destinations) {
    return new MessageWriter<>(api, FIELDS, new GeotabMessages(api), destinations);
  }

  @Override
  public TspRequest request(Write<?> write, String to, Body body) {
    body.put(GeotabApi.reference(to), GeotabSettings.target(write.settings()));
    return GeotabApi.write(api, "Add", write.settings(), "TextMessage", body.json());
  }

  @Override
  public Outcome read(Exchange.Answered answered) {
    return GeotabApi.added(answered);
  }

  private static void fill(Write<?> write, Body body) {
    body.put(true, "isDirectionToVehicle");
    // Reserves the recipient's place in the order of members; request() puts the recipient there.
    body.put(null, GeotabSettings.target(write.settings()));
    body.put("Normal", "messageContent", "contentType");
    body.put(Recipients.text(write), "messageContent", "message");
    var priority = write.payload().fields().get(Message.PRIORITY);
    if (priority != null) {
      body.put(priority == Priority.HIGH, "messageContent", "urgent");
      body.warn(Message.PRIORITY, "only Garmin displays show that a message is urgent");
    }
    if (GeotabSettings.isToDevices(write.settings())) {
      var device = Recipients.shown(write).getFirst();
      Recipients.warn(write, device, body, "goes to the device " + Recipients.id(device));
    }
    sender(write, body);
    if (write.deadline() != null) {
      body.put(GeotabFields.moment(write.deadline()), "activeTo");
    }
    var parent = write.payload() instanceof Message message ? message.replyTo() : null;
    if (parent != null) {
      body.put(GeotabApi.reference(Recipients.id(parent)), "parentMessage");
    }
    body.prefer(Message.REPLY_TO_MESSAGE_ID, Message.SOURCE_REPLY_TO_MESSAGE_ID, write);
  }

  private static void sender(Write<?> write, Body body) {
    var sender = Recipients.sender(write.payload());
    if (sender == null) {
      return;
    }
    if (write.settings().getOr(GeotabSettings.IMPERSONATE_SENDER, false)) {
      body.put(GeotabApi.reference(Recipients.id(sender)), "user");
      body.prefer(Message.SENDER_ID, Message.SOURCE_SENDER_ID, write);
    } else {
      Stream.of(Message.SENDER_ID, Message.SOURCE_SENDER_ID)
          .filter(write.payload().fields()::has)
          .forEach(body::notDelivered);
    }
  }
}
