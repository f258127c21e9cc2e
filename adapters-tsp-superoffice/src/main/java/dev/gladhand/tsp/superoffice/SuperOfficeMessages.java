package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.message.MessageWriter;
import dev.gladhand.tsp.kit.record.ChosenWriter;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to one or several recipients with the method that the connection's settings
 * choose.
 */
final class SuperOfficeMessages {
  /**
   * A message is never repeated after an attempt without an answer, because SuperOffice offers no
   * way to find out whether that attempt sent it.
   */
  static final RepeatSafety REPEAT = RepeatSafety.NEVER;

  private SuperOfficeMessages() {}

  static <P extends Payload> Writer<P> writer(SuperOfficeAgent agent) {
    var createMessage =
        new MessageWriter<P>(agent, fields().build(), new SuperOfficeCreateMessage());
    var sendMessages = new SuperOfficeSendMessages<P>(agent);
    return new ChosenWriter<>(
        write ->
            switch (SuperOfficeSettings.mode(write.settings())) {
              case CREATE_MESSAGE -> createMessage;
              case SEND_MESSAGES -> sendMessages;
            },
        _ -> List.of());
  }

  /**
   * The fields of a message that SuperOffice can store.
   *
   * @param more further fields, which only one of the methods stores
   */
  static FieldMap.Builder fields(Field<?>... more) {
    return MessageWriter.fields(
            Message.SENDER_ID, Message.SOURCE_SENDER_ID, Message.SOURCE_THREAD_ID)
        .silent(more)
        .add(
            // SuperOffice has only the field From for both senders; sender_id takes precedence.
            Part.besides(
                (write, body) -> body.prefer(Message.SENDER_ID, Message.SOURCE_SENDER_ID, write)));
  }

  /**
   * The sender's address, which is the sender's id at SuperOffice; null if the write names no
   * sender.
   */
  static @Nullable String from(Write<?> write) {
    var sender = Recipients.sender(write.payload());
    return sender == null ? null : Recipients.id(sender);
  }

  /**
   * The id of the message's thread or, if the write has none, of the operation. It is the same for
   * each attempt and each recipient.
   */
  static String sessionKey(Write<?> write) {
    var operation = write.key().operation().toString();
    return write.payload().fields().getOr(Message.SOURCE_THREAD_ID, operation);
  }
}
