package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Settings;
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
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.FieldMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/fleet/messages}: one call for all drivers who still need the message. The answer
 * names those who got it; it may be shorter than the request.
 */
final class SamsaraMessages<P extends Payload> implements Writer<P> {
  static final String PATH = "/v1/fleet/messages";
  private static final int LONGEST_TEXT = 2500;

  /** An id that becomes the same digits again as a JSON number. */
  private static final Pattern DRIVER_ID = Pattern.compile("0|[1-9][0-9]{0,17}");

  private static final FieldMap FIELDS =
      FieldMap.builder()
          .rule(new Rule.Length(Message.MESSAGE_TEXT, 1, LONGEST_TEXT))
          .silent(
              Message.MESSAGE_TEXT,
              Message.RECIPIENT_ID,
              Message.SOURCE_RECIPIENT_IDS,
              GroupMessage.RECIPIENT_IDS,
              Message.FLEET_REF,
              Message.MODE)
          .build();

  private final SamsaraApi api;

  SamsaraMessages(SamsaraApi api) {
    this.api = api;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return FIELDS.rules(OperationType.CREATE);
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = FIELDS.body(write);
    for (var recipient : write.openRecipients()) {
      if (!DRIVER_ID.matcher(driverId(recipient)).matches()) {
        body.fault(
            path(write.payload(), recipient),
            driverId(recipient),
            "must be a driver of Samsara, whose id is a number",
            "driver_id");
      }
    }
    return body.faults().isEmpty()
        ? new Translation.Ready(request(write), body.notDelivered(), body.warnings())
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
    var sent = SamsaraJson.SentMessage.list(answered.json());
    if (sent == null) {
      // Accepted, but the answer is unreadable: trying again could deliver twice.
      return Outcome.delivered(recipients.stream().map(RecipientResult::delivered).toList());
    }
    var reached = new HashSet<@Nullable String>();
    sent.forEach(message -> reached.add(message.driverId()));
    return Outcome.delivered(
        recipients.stream()
            .map(
                recipient ->
                    reached.contains(driverId(recipient))
                        ? RecipientResult.delivered(recipient)
                        : RecipientResult.failed(recipient, missing(answered)))
            .toList());
  }

  private static String missing(Exchange.Answered answered) {
    return answered
        .error(ErrorType.VALIDATION, "this driver is not among those it sent to", false)
        .details();
  }

  /** No key goes with a message, but the list of those sent can be read. */
  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.LOOK_UP_FIRST;
  }

  private static TspRequest request(Write<?> write) {
    var ids = new ArrayList<Long>();
    for (var recipient : write.openRecipients()) {
      ids.add(Long.valueOf(driverId(recipient)));
    }
    return SamsaraApi.send(
        "POST", write.settings(), PATH, new SamsaraJson.NewMessage(ids, text(write)).body());
  }

  static String text(Write<?> write) {
    return Objects.requireNonNullElse(write.payload().fields().get(Message.MESSAGE_TEXT), "");
  }

  static String driverId(Reference driver) {
    return driver.source() == null ? "" : driver.source().value();
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
    var index = sources == null ? 0 : sources.indexOf(driverId(recipient));
    return Message.SOURCE_RECIPIENT_IDS.name() + "." + index;
  }
}
