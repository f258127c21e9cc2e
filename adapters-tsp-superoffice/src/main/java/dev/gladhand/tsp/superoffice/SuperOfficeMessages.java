package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to one or several recipients with the method that the connection's settings
 * choose.
 */
final class SuperOfficeMessages<P extends Payload> implements Writer<P> {
  /** The fields of a message that SuperOffice can store. */
  private static final FieldMap COMMON =
      FieldMap.builder()
          .silent(
              Message.MESSAGE_TEXT,
              Message.RECIPIENT_ID,
              GroupMessage.RECIPIENT_IDS,
              Message.SOURCE_RECIPIENT_IDS,
              Message.SENDER_ID,
              Message.SOURCE_SENDER_ID,
              Message.SOURCE_THREAD_ID,
              Message.FLEET_REF,
              Message.MODE)
          .build();

  private final SuperOfficeCreateMessage createMessage;
  private final SuperOfficeSendMessages sendMessages;

  SuperOfficeMessages(SuperOfficeAgent agent) {
    this.createMessage = new SuperOfficeCreateMessage(agent);
    this.sendMessages = new SuperOfficeSendMessages(agent);
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return List.of();
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = new Body();
    COMMON.fill(write, body);
    if (write.payload().fields().has(Message.SENDER_ID)
        && write.payload().fields().has(Message.SOURCE_SENDER_ID)) {
      // SuperOffice has one From. It gets sender_id, which takes precedence.
      body.notDelivered(Message.SOURCE_SENDER_ID);
    }
    var notDelivered = new java.util.ArrayList<>(body.notDelivered());
    var base = SuperOfficeAddress.of(write.settings()).base();
    var secretHeaders = List.of(SuperOfficeCredentials.HEADER);
    var open =
        write.openRecipients().isEmpty() ? write.payload().recipients() : write.openRecipients();
    return switch (SuperOfficeSettings.mode(write.settings())) {
      case CREATE_MESSAGE ->
          new Translation.Ready(
              SuperOfficeAgent.request(
                  base,
                  SuperOfficeCreateMessage.METHOD,
                  SuperOfficeCreateMessage.body(write, open.getFirst()),
                  secretHeaders),
              notDelivered,
              List.of());
      case SEND_MESSAGES -> {
        SuperOfficeSendMessages.checkParent(write, body);
        if (!body.faults().isEmpty()) {
          yield new Translation.Faulty(body.faults());
        }
        if (SuperOfficeSendMessages.parent(write) != null) {
          notDelivered.remove(Message.REPLY_TO_MESSAGE_ID.name());
          notDelivered.remove(Message.SOURCE_REPLY_TO_MESSAGE_ID.name());
        }
        yield new Translation.Ready(
            SuperOfficeAgent.request(
                base,
                SuperOfficeSendMessages.METHOD,
                SuperOfficeSendMessages.body(write, open),
                secretHeaders),
            notDelivered,
            List.of());
      }
    };
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    if (write.openRecipients().isEmpty()) {
      return Outcome.accepted();
    }
    return switch (SuperOfficeSettings.mode(write.settings())) {
      case CREATE_MESSAGE -> createMessage.send(write, tsp);
      case SEND_MESSAGES -> sendMessages.send(write, tsp);
    };
  }

  /** Never repeated, because SuperOffice offers no way to find a message whose answer was lost. */
  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.NEVER;
  }

  /** The sender's address, which is the sender's id at SuperOffice. */
  static @Nullable String from(Write<?> write) {
    var sender = Recipients.sender(write.payload());
    return sender == null ? null : Recipients.id(sender);
  }

  /**
   * The thread, or the operation if there is none. It is the same for each attempt and each
   * recipient.
   */
  static String sessionKey(Write<?> write) {
    var thread = write.payload() instanceof Message message ? message.thread() : null;
    return thread == null ? write.key().operation().toString() : thread;
  }

  static @Nullable String setting(Write<?> write, Field<String> field) {
    return write.settings().get(field);
  }
}
