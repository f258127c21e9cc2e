package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
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
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.MessageWriter;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages by {@code POST /v1/fleet/messages}, with one call for all drivers who still need
 * the message. The answer names the drivers who got it; it may name fewer than the request.
 */
final class SamsaraMessages<P extends Payload> implements Writer<P> {
  static final String PATH = "/v1/fleet/messages";
  private static final int LONGEST_TEXT = 2500;

  private static final FieldMap FIELDS =
      MessageWriter.fields()
          .rule(new ValueRule.Length(Message.MESSAGE_TEXT, 1, LONGEST_TEXT))
          .build();

  private final TspApi api;

  SamsaraMessages(TspApi api) {
    this.api = api;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return FIELDS.rules(OperationType.CREATE);
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = FIELDS.body(write);
    Recipients.checkNumbers(write, body, "a driver of Samsara", "driver_id");
    return body.faults().isEmpty()
        ? body.translation(request(write))
        : new Translation.Faulty(body.faults());
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    if (write.openRecipients().isEmpty()) {
      return Outcome.accepted();
    }
    return switch (api.write(request(write), tsp)) {
      case Exchange.Answered answered -> read(answered, write.openRecipients());
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  private static Outcome read(Exchange.Answered answered, List<Reference> recipients) {
    var sent = TspJson.items(answered.json(), "data");
    if (sent == null) {
      // Samsara has accepted the message, but its answer cannot be read. Another attempt could
      // deliver the message twice.
      return Outcome.delivered(recipients.stream().map(RecipientResult::delivered).toList());
    }
    var reached = new HashSet<@Nullable String>();
    sent.forEach(message -> reached.add(TspJson.string(message, "driverId")));
    return Outcome.delivered(
        recipients.stream()
            .map(
                recipient ->
                    reached.contains(Recipients.id(recipient))
                        ? RecipientResult.delivered(recipient)
                        : RecipientResult.failed(recipient, missing(answered)))
            .toList());
  }

  private static String missing(Exchange.Answered answered) {
    return answered
        .error(ErrorType.VALIDATION, "the answer does not name this driver as a recipient", false)
        .details();
  }

  /**
   * A message contains no key that would identify a repeat, but the list of sent messages can be
   * read.
   */
  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.LOOK_UP_FIRST;
  }

  private TspRequest request(Write<?> write) {
    var ids = new ArrayList<Long>();
    for (var recipient : write.openRecipients()) {
      ids.add(Objects.requireNonNull(Recipients.number(recipient), "the ids are checked"));
    }
    var body = TspJson.object("driverIds", ids, "text", Recipients.text(write));
    return api.send("POST", write.settings(), PATH, body);
  }
}
