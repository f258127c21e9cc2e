package dev.gladhand.tsp.motive;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.MessageWriter;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sends messages by {@code POST /v2/messages}, with one call for each recipient. The ids in the
 * body are numbers. The sender is also sent in the header {@code X-User-Id}, which Motive requires
 * on every call about messages.
 *
 * @param api makes the requests
 */
record MotiveMessages(TspApi api) implements MessageWriter.Calls {
  static final String SENDER = "X-User-Id";

  /**
   * @param senders the fields that can name the sender; a write must have one of them
   */
  static <P extends Payload> Writer<P> writer(TspApi api, Field<?>... senders) {
    var fields =
        MessageWriter.fields(Message.SENDER_ID, Message.SOURCE_SENDER_ID)
            .rule(new PresenceRule.AnyOf(List.of(senders)))
            .add(Part.besides(MotiveMessages::check))
            .build();
    return new MessageWriter<>(api, fields, new MotiveMessages(api));
  }

  private static void check(Write<?> write, Body body) {
    var user = "a user of Motive";
    Recipients.checkNumbers(write, body, user, "user_id");
    var sender = Recipients.sender(write.payload());
    if (sender != null) {
      var isOurs = write.payload().fields().has(Message.SENDER_ID);
      var field = isOurs ? Message.SENDER_ID : Message.SOURCE_SENDER_ID;
      Recipients.checkNumber(sender, field.name(), body, user, "user_id");
    }
    body.prefer(Message.SENDER_ID, Message.SOURCE_SENDER_ID, write);
  }

  @Override
  public TspRequest request(Write<?> write, String to, Body body) {
    var sender =
        Objects.requireNonNull(Recipients.sender(write.payload()), "the rules demand a sender");
    body.put(Recipients.number(sender), "sender_id")
        .put(List.of(Long.valueOf(to)), "receiver_ids")
        .put(Recipients.text(write), "body");
    var header = Map.of(SENDER, Recipients.id(sender));
    return api.send("POST", write.settings(), "/v2/messages", body.text(), body.text(), header);
  }

  @Override
  public Outcome read(Exchange.Answered answered) {
    return Boolean.FALSE.equals(TspJson.bool(answered.json(), "success"))
        ? Outcome.rejected(
            answered.error(ErrorType.VALIDATION, answered.words(), false), new Retry.Never())
        // Counts as accepted even if the answer cannot be read, because another attempt could
        // deliver the message twice.
        : Outcome.accepted(TspJson.id(answered.json(), "message", "id"));
  }
}
