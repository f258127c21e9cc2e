package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import java.util.List;

/** One text to several users. */
public record GroupMessage(Fields fields) implements Payload {
  public static final Field<Reference> SENDER_ID =
      new Field<>("sender_id", new FieldType.Ref(Resource.USER));
  public static final Field<List<Reference>> RECIPIENT_IDS =
      new Field<>(
          "recipient_ids",
          new CompoundType.Many<>(new FieldType.Ref(Resource.USER), 1, 1000, true));
  public static final Field<String> MESSAGE_TEXT = new Field<>("message_text", FieldTypes.MESSAGE);
  public static final Field<Priority> PRIORITY =
      new Field<>("priority", new FieldType.Choice<>(Priority.class));

  static final Shape SHAPE =
      Shape.of(
          List.of(SENDER_ID, RECIPIENT_IDS, MESSAGE_TEXT, PRIORITY),
          new PresenceRule.Required(SENDER_ID),
          new PresenceRule.Required(RECIPIENT_IDS),
          new PresenceRule.Required(MESSAGE_TEXT));

  @Override
  public Resource resource() {
    return Resource.GROUP_MESSAGE;
  }
}
