package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.Write;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what both kinds of messages have: recipients, sender and text. */
public final class Recipients {
  /** A text that stays the same when it is written as a JSON number. */
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private Recipients() {}

  public static String text(Write<?> write) {
    return Objects.requireNonNullElse(write.payload().fields().get(Message.MESSAGE_TEXT), "");
  }

  /** The sender, or null if the caller names none. */
  public static @Nullable Reference sender(Payload payload) {
    return payload instanceof Message message
        ? message.sender()
        : payload.fields().get(GroupMessage.SENDER_ID);
  }

  /** The TSP's id of a record; empty if it is not known. */
  public static String id(Reference record) {
    return record.source() == null ? "" : record.source().value();
  }

  /** The TSP's id as a number, or null if it is not a number. */
  public static @Nullable Long number(Reference record) {
    return NUMBER.matcher(id(record)).matches() ? Long.valueOf(id(record)) : null;
  }

  /** The path of a recipient in the caller's request. */
  public static String path(Payload payload, Reference recipient) {
    if (recipient.equals(payload.fields().get(Message.RECIPIENT_ID))) {
      return Message.RECIPIENT_ID.name();
    }
    var group = payload.fields().get(GroupMessage.RECIPIENT_IDS);
    if (group != null) {
      return GroupMessage.RECIPIENT_IDS.name() + "." + group.indexOf(recipient);
    }
    var sources = payload.fields().get(Message.SOURCE_RECIPIENT_IDS);
    var index = sources == null ? 0 : sources.indexOf(id(recipient));
    return Message.SOURCE_RECIPIENT_IDS.name() + "." + index;
  }
}
