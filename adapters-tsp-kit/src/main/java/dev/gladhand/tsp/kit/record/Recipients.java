package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the references to records in a write, and what both messages and group messages have:
 * recipients, sender and text.
 */
public final class Recipients {
  /** Matches an id that stays the same when it is written as a JSON number. */
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

  /**
   * The recipients in the request that a dry run shows: those that still need the message, or all
   * if none does.
   */
  public static List<Reference> shown(Write<?> write) {
    var open = write.openRecipients();
    return open.isEmpty() ? write.payload().recipients() : open;
  }

  /** The TSP's id of a record; empty if it is not known. */
  public static String id(Reference record) {
    return record.source() == null ? "" : record.source().value();
  }

  /** The TSP's id of the record in this field; empty if it is not known. */
  public static String id(Write<?> write, Field<Reference> field) {
    var record = write.payload().fields().get(field);
    return record == null ? "" : id(record);
  }

  /** The TSP's id of the record as a number; null if the id is not a number or not known. */
  public static @Nullable Long number(Reference record) {
    return NUMBER.matcher(id(record)).matches() ? Long.valueOf(id(record)) : null;
  }

  /**
   * Adds a fault to the body for each recipient whose id at the TSP is not a number.
   *
   * @param what what a recipient must be, such as {@code a driver of Acme}
   */
  public static void checkNumbers(Write<?> write, Body body, String what, String errorType) {
    for (var recipient : write.payload().recipients()) {
      checkNumber(recipient, path(write.payload(), recipient), body, what, errorType);
    }
  }

  /** Adds a fault at this path to the body, if the id of the record at the TSP is not a number. */
  public static void checkNumber(
      Reference record, String path, Body body, String what, String errorType) {
    if (number(record) == null) {
      body.fault(path, id(record), "must be " + what + ", whose id is a number", errorType);
    }
  }

  /** Adds to the body a warning that concerns one recipient of the message. */
  public static void warn(Write<?> write, Reference recipient, Body body, String words) {
    var isGroup = write.payload().fields().has(GroupMessage.RECIPIENT_IDS);
    body.warn(
        isGroup ? GroupMessage.RECIPIENT_IDS : Message.RECIPIENT_ID,
        path(write.payload(), recipient) + ": " + words);
  }

  /** The path of a recipient in the caller's request, such as {@code recipient_ids.2}. */
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
