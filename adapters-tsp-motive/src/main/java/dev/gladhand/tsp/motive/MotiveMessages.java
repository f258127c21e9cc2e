package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@code POST /v2/messages}: one call for each recipient. Ids are numbers in the body. The sender
 * is also sent in the header {@code X-User-Id}, which Motive requires on every call about messages.
 */
final class MotiveMessages<P extends Payload> implements Writer<P> {
  private static final String PATH = "/v2/messages";
  static final String SENDER = "X-User-Id";

  private static final FieldMap FIELDS =
      FieldMap.builder()
          .silent(
              Message.SENDER_ID,
              Message.SOURCE_SENDER_ID,
              Message.RECIPIENT_ID,
              Message.SOURCE_RECIPIENT_IDS,
              GroupMessage.RECIPIENT_IDS,
              Message.MESSAGE_TEXT,
              Message.FLEET_REF,
              Message.MODE)
          .build();

  private final TspApi api;

  /** The fields of which one must name the sender. */
  private final List<Field<?>> senders;

  MotiveMessages(TspApi api, Field<?>... senders) {
    this.api = api;
    this.senders = List.of(senders);
  }

  @Override
  public List<Rule> rules(Settings settings) {
    var rules = new ArrayList<>(FIELDS.rules(OperationType.CREATE));
    rules.add(new PresenceRule.AnyOf(senders));
    return rules;
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = FIELDS.body(write);
    checkIds(write, body);
    return body.faults().isEmpty()
        ? body.translation(request(write, write.openRecipients().getFirst()))
        : new Translation.Faulty(body.faults());
  }

  private static void checkIds(Write<?> write, Body body) {
    var payload = write.payload();
    var all = payload.recipients();
    for (var i = 0; i < all.size(); i++) {
      check(all.get(i), Recipients.path(payload, all.get(i)), body);
    }
    var sender = Recipients.sender(payload);
    if (sender != null) {
      var field =
          payload.fields().has(Message.SENDER_ID) ? Message.SENDER_ID : Message.SOURCE_SENDER_ID;
      check(sender, field.name(), body);
    }
    if (payload.fields().has(Message.SENDER_ID) && payload.fields().has(Message.SOURCE_SENDER_ID)) {
      body.notDelivered(Message.SOURCE_SENDER_ID);
    }
  }

  private static void check(Reference user, String path, Body body) {
    if (Recipients.number(user) == null) {
      var text = Recipients.id(user);
      body.fault(path, text, "must be a user of Motive, whose id is a number", "user_id");
    }
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    var recipient = write.openRecipients().getFirst();
    var outcome =
        switch (api.write(request(write, recipient), tsp)) {
          case Exchange.Answered answered -> read(answered);
          case Exchange.Failed failed -> failed.outcome();
        };
    return EachRecipient.of(write, recipient, outcome);
  }

  private static Outcome read(Exchange.Answered answered) {
    return Boolean.FALSE.equals(TspJson.bool(answered.json(), "success"))
        ? Outcome.rejected(
            answered.error(ErrorType.VALIDATION, answered.words(), false), new Retry.Never())
        // Counts as accepted even if the answer cannot be read, because another attempt could
        // deliver the message twice.
        : Outcome.accepted(TspJson.id(answered.json(), "message", "id"));
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.LOOK_UP_FIRST;
  }

  private TspRequest request(Write<?> write, Reference recipient) {
    var sender =
        Objects.requireNonNull(Recipients.sender(write.payload()), "the rules demand a sender");
    var message =
        new MotiveJson.NewMessage(number(sender), number(recipient), Recipients.text(write));
    var body = TspJson.write(message.json());
    var header = Map.of(SENDER, Recipients.id(sender));
    return api.send("POST", write.settings(), PATH, body, body, header);
  }

  private static long number(Reference user) {
    return Objects.requireNonNullElse(Recipients.number(user), 0L);
  }
}
