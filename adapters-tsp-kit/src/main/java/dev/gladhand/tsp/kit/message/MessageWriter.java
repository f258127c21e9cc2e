package dev.gladhand.tsp.kit.message;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.NotCalled;
import dev.gladhand.tsp.kit.call.WriteCalls;
import dev.gladhand.tsp.kit.record.EachRecipient;
import dev.gladhand.tsp.kit.record.Recipients;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes messages with one call for each recipient. */
public final class MessageWriter<P extends Payload> implements Writer<P> {
  private final WriteCalls api;
  private final FieldMap fields;
  private final Calls calls;
  private final @Nullable Destinations destinations;

  /** The call with which one TSP sends a message. */
  public interface Calls {
    /**
     * The request that sends the message to one recipient. Pure.
     *
     * @param to the TSP's id of the recipient or, if messages are redirected, of the destination;
     *     empty if it is not known yet
     * @param body the body that the field map has made; this method may change it
     */
    TspRequest request(Write<?> write, String to, Body body);

    /**
     * Reads a successful answer. If it cannot be read, the outcome must not allow another attempt,
     * because the message was sent.
     */
    Outcome read(Exchange.Answered answered);

    default RepeatSafety repeatSafety() {
      return RepeatSafety.LOOK_UP_FIRST;
    }
  }

  public MessageWriter(WriteCalls api, FieldMap fields, Calls calls) {
    this(api, fields, calls, null);
  }

  /**
   * @param destinations where the messages go, if not to the recipients themselves
   */
  public MessageWriter(
      WriteCalls api, FieldMap fields, Calls calls, @Nullable Destinations destinations) {
    this.api = api;
    this.fields = fields;
    this.calls = calls;
    this.destinations = destinations;
  }

  /**
   * Begins a field map for messages. The map does not report as undelivered the fields that {@link
   * Calls} put into the request themselves, such as recipients and text, nor the fields that are
   * not meant for the TSP.
   *
   * @param more further fields that {@link Calls} put into the request themselves
   */
  public static FieldMap.Builder fields(Field<?>... more) {
    return FieldMap.builder()
        .silent(
            Message.RECIPIENT_ID,
            Message.SOURCE_RECIPIENT_IDS,
            GroupMessage.RECIPIENT_IDS,
            Message.MESSAGE_TEXT,
            Message.FLEET_REF,
            Message.MODE)
        .silent(more);
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return fields.rules(OperationType.CREATE, settings);
  }

  @Override
  public Translation translate(Write<P> write) {
    return shown(write, null);
  }

  @Override
  public Translation preview(Write<P> write, Supplier<TspAccess> tsp) {
    return shown(write, tsp);
  }

  /**
   * The translation of the call for the next recipient; nothing is sent. If {@code tsp} is null,
   * the TSP is not asked for the destination either.
   */
  private Translation shown(Write<P> write, @Nullable Supplier<TspAccess> tsp) {
    var recipient = Recipients.shown(write).getFirst();
    var body = fields.body(write);
    var to =
        destinations == null
            ? Recipients.id(recipient)
            : destinations.shown(write, recipient, tsp, body);
    return body.faults().isEmpty()
        ? body.translation(calls.request(write, to, body))
        : new Translation.Faulty(body.faults());
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    if (write.openRecipients().isEmpty()) {
      return Outcome.accepted();
    }
    var recipient = write.openRecipients().getFirst();
    var to =
        destinations == null
            ? new Fact.Known<>(Recipients.id(recipient))
            : destinations.of(write, recipient, tsp);
    var outcome =
        switch (to) {
          case Fact.Unknown<String>(var failed, _) -> failed;
          case Fact.Known<String>(var id) when id.isEmpty() && destinations != null ->
              NotCalled.refused(api.tsp(), destinations.missing(recipient));
          case Fact.Known<String>(var id) -> sent(write, id, tsp);
        };
    return EachRecipient.of(write, recipient, outcome);
  }

  private Outcome sent(Write<P> write, String to, TspAccess tsp) {
    var body = fields.body(write);
    if (!body.faults().isEmpty()) {
      return body.refused(api.tsp());
    }
    return switch (api.write(calls.request(write, to, body), tsp)) {
      case Exchange.Answered answered -> calls.read(answered);
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return calls.repeatSafety();
  }
}
