package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text to one or several users. The bodies of both API generations are read into this type, and a
 * body may mix their fields.
 */
public record Message(Fields fields) implements Payload {
  public static final Field<Reference> SENDER_ID =
      new Field<>("sender_id", new FieldType.Ref(Resource.USER));
  public static final Field<Reference> RECIPIENT_ID =
      new Field<>("recipient_id", new FieldType.Ref(Resource.USER));
  public static final Field<String> MESSAGE_TEXT = new Field<>("message_text", FieldTypes.MESSAGE);
  public static final Field<Priority> PRIORITY =
      new Field<>("priority", new FieldType.Choice<>(Priority.class));
  public static final Field<Reference> REPLY_TO_MESSAGE_ID =
      new Field<>("reply_to_message_id", new FieldType.Ref(Resource.MESSAGE));
  public static final Field<String> FLEET_REF = new Field<>("fleet_ref", FieldTypes.TEXT);
  public static final Field<String> SOURCE_SENDER_ID =
      new Field<>("source_sender_id", FieldTypes.SOURCE_ID);
  public static final Field<List<String>> SOURCE_RECIPIENT_IDS =
      new Field<>(
          "source_recipient_ids", new CompoundType.Many<>(FieldTypes.SOURCE_ID, 0, 1000, true));
  public static final Field<UserGroup> SENDER_GROUP =
      new Field<>("sender_group", new FieldType.Choice<>(UserGroup.class));
  public static final Field<UserGroup> RECIPIENT_GROUP =
      new Field<>("recipient_group", new FieldType.Choice<>(UserGroup.class));
  public static final Field<MessageMode> MODE =
      new Field<>("mode", new FieldType.Choice<>(MessageMode.class));
  public static final Field<String> SOURCE_THREAD_ID =
      new Field<>("source_thread_id", FieldTypes.SOURCE_ID);
  public static final Field<String> SOURCE_REPLY_TO_MESSAGE_ID =
      new Field<>("source_reply_to_message_id", FieldTypes.SOURCE_ID);

  static final Shape SHAPE =
      Shape.of(
          List.of(
              SENDER_ID,
              RECIPIENT_ID,
              MESSAGE_TEXT,
              PRIORITY,
              REPLY_TO_MESSAGE_ID,
              FLEET_REF,
              SOURCE_SENDER_ID,
              SOURCE_RECIPIENT_IDS,
              SENDER_GROUP,
              RECIPIENT_GROUP,
              MODE,
              SOURCE_THREAD_ID,
              SOURCE_REPLY_TO_MESSAGE_ID),
          new PresenceRule.Required(MESSAGE_TEXT),
          new PresenceRule.AnyOf(List.of(RECIPIENT_ID, SOURCE_RECIPIENT_IDS)),
          new Rule.When(
              MODE, "direct", List.of(new ValueRule.OneInAll(RECIPIENT_ID, SOURCE_RECIPIENT_IDS))));

  @Override
  public Resource resource() {
    return Resource.MESSAGE;
  }

  /**
   * All recipients of the message, each once; a recipient that is named by the gateway's id comes
   * first.
   */
  @Override
  public List<Reference> recipients() {
    var all = new ArrayList<Reference>();
    Set<SourceId> seen = new LinkedHashSet<>();
    var first = fields.get(RECIPIENT_ID);
    if (first != null) {
      all.add(first);
      if (first.source() != null) {
        seen.add(first.source());
      }
    }
    var sources = fields.get(SOURCE_RECIPIENT_IDS);
    if (sources != null) {
      sources.stream().map(SourceId::new).filter(seen::add).map(Reference::of).forEach(all::add);
    }
    return List.copyOf(all);
  }

  /** The sender, by the gateway's id or else the TSP's; null if the caller names none. */
  public @Nullable Reference sender() {
    return either(SENDER_ID, SOURCE_SENDER_ID);
  }

  /** The message to which this one replies; null if the caller names none. */
  public @Nullable Reference replyTo() {
    return either(REPLY_TO_MESSAGE_ID, SOURCE_REPLY_TO_MESSAGE_ID);
  }

  /** The TSP's id of the thread that the message belongs to; null if the caller names none. */
  public @Nullable String thread() {
    return fields.get(SOURCE_THREAD_ID);
  }

  private @Nullable Reference either(Field<Reference> ours, Field<String> theirs) {
    var reference = fields.get(ours);
    if (reference != null) {
      return reference;
    }
    var source = fields.get(theirs);
    return source == null ? null : Reference.of(new SourceId(source));
  }
}
