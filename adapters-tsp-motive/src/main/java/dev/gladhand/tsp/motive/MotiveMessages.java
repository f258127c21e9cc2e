package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.Field;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Reference;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RecipientResult;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.Body;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.FieldMap;
import dev.gladhand.tsp.kit.TspJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/messages}: one call for each recipient. Ids are numbers in the body; the sender
 * goes in the header {@code X-User-Id}, too, which Motive asks for on every call about messages.
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

  private final MotiveApi api;

  /** The fields of which one must name the sender. */
  private final List<Field<?>> senders;

  MotiveMessages(MotiveApi api, Field<?>... senders) {
    this.api = api;
    this.senders = List.of(senders);
  }

  @Override
  public List<Rule> rules(Settings settings) {
    var rules = new ArrayList<>(FIELDS.rules(OperationType.CREATE));
    rules.add(new Rule.AnyOf(senders));
    return rules;
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = FIELDS.body(write);
    checkIds(write, body);
    return body.faults().isEmpty()
        ? new Translation.Ready(
            request(write, write.openRecipients().getFirst()), body.notDelivered(), body.warnings())
        : new Translation.Faulty(body.faults());
  }

  private static void checkIds(Write<?> write, Body body) {
    var payload = write.payload();
    var all = payload.recipients();
    for (var i = 0; i < all.size(); i++) {
      check(all.get(i), path(payload, all.get(i)), body);
    }
    var sender = sender(payload);
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
    if (MotiveNumber.of(user) == null) {
      var text = MotiveNumber.text(user);
      body.fault(path, text, "must be a user of Motive, whose id is a number", "user_id");
    }
  }

  private static String path(Payload payload, Reference recipient) {
    if (recipient.equals(payload.fields().get(Message.RECIPIENT_ID))) {
      return Message.RECIPIENT_ID.name();
    }
    var group = payload.fields().get(GroupMessage.RECIPIENT_IDS);
    if (group != null) {
      return GroupMessage.RECIPIENT_IDS.name() + "." + group.indexOf(recipient);
    }
    var sources = payload.fields().get(Message.SOURCE_RECIPIENT_IDS);
    var index = sources == null ? 0 : sources.indexOf(MotiveNumber.text(recipient));
    return Message.SOURCE_RECIPIENT_IDS.name() + "." + index;
  }

  static @Nullable Reference sender(Payload payload) {
    return payload instanceof Message message
        ? message.sender()
        : payload.fields().get(GroupMessage.SENDER_ID);
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    var recipient = write.openRecipients().getFirst();
    return switch (api.write(request(write, recipient), tsp)) {
      case Exchange.Answered answered -> read(write, recipient, answered);
      case Exchange.Failed failed -> forOneOf(write, recipient, failed.outcome());
    };
  }

  private static Outcome read(Write<?> write, Reference recipient, Exchange.Answered answered) {
    var success = TspJson.at(answered.json(), "success");
    if (success != null && success.isBoolean() && !success.asBoolean()) {
      var error = answered.error(ErrorType.VALIDATION, answered.words(), false);
      return forOneOf(write, recipient, Outcome.rejected(error, new Retry.Never()));
    }
    // Accepted, even where the answer is unreadable: trying again could deliver twice.
    var result = RecipientResult.delivered(recipient);
    return write.payload().recipients().size() == 1
        ? new Outcome.Accepted(
            TspJson.id(answered.json(), "message", "id"), List.of(), List.of(result))
        : settled(write, result);
  }

  /**
   * A failure that settles one of several recipients is theirs; the others still get their call.
   */
  private static Outcome forOneOf(Write<?> write, Reference recipient, Outcome outcome) {
    if (write.payload().recipients().size() == 1
        || !(outcome instanceof Outcome.Rejected(var error, var advice, _))) {
      return outcome;
    }
    if (error.maybeApplied()) {
      return settled(write, RecipientResult.unknown(recipient, error.details()));
    }
    return error.type() == ErrorType.VALIDATION && advice instanceof Retry.Never
        ? settled(write, RecipientResult.failed(recipient, error.details()))
        : outcome;
  }

  private static Outcome settled(Write<?> write, RecipientResult result) {
    var progress = write.progress().plus(List.of(result));
    return progress.open(write.payload().recipients()).isEmpty()
        ? Outcome.delivered(List.of(result))
        : new Outcome.Progressed(progress);
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.LOOK_UP_FIRST;
  }

  private static TspRequest request(Write<?> write, Reference recipient) {
    var text = Objects.requireNonNullElse(write.payload().fields().get(Message.MESSAGE_TEXT), "");
    var sender = Objects.requireNonNull(sender(write.payload()), "the rules demand a sender");
    return MotiveApi.send(
        "POST",
        write.settings(),
        PATH,
        new MotiveJson.NewMessage(number(sender), number(recipient), text).json(),
        SENDER,
        MotiveNumber.text(sender));
  }

  private static long number(Reference user) {
    return Objects.requireNonNullElse(MotiveNumber.of(user), 0L);
  }
}
