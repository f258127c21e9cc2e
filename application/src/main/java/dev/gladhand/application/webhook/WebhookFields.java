package dev.gladhand.application.webhook;

import dev.gladhand.application.event.EventPattern;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The fields of the bodies that create and change a subscription. */
public final class WebhookFields {
  static final int LEAST_SECRET = 12;
  private static final int MOST_ITEMS = 100;

  static final Field<String> URL = new Field<>("url", new FieldType.Text(1, 2048, null));
  static final Field<String> EVENT_NAME =
      new Field<>("event_name", word(Stream.of(EventPattern.values()).map(EventPattern::wire)));
  static final Field<String> SECRET =
      new Field<>("secret", new FieldType.Text(LEAST_SECRET, 256, null));
  static final Field<String> SIGNATURE =
      new Field<>(
          "signature", word(Arrays.stream(SignatureScheme.values()).map(SignatureScheme::wire)));
  static final Field<List<String>> FLEET_REFS =
      new Field<>("fleet_refs", items(new FieldType.Text(1, 255, null)));
  static final Field<List<UUID>> CONNECTION_IDS =
      new Field<>("connection_ids", items(new FieldType.Id()));
  static final Field<List<String>> RESOURCES =
      new Field<>("resources", items(word(Arrays.stream(Resource.values()).map(Resource::wire))));
  static final Field<List<String>> MODES =
      new Field<>("modes", items(word(Arrays.stream(Mode.values()).map(Mode::wire))));

  /** The fields of a subscription's filters. */
  public static final Shape NARROWED =
      Shape.of(List.of(FLEET_REFS, CONNECTION_IDS, RESOURCES, MODES));

  static final Field<Fields> FILTERS = new Field<>("filters", new CompoundType.Nested(NARROWED));

  /** The body that creates a subscription. */
  public static final Shape NEW =
      Shape.of(
          List.of(URL, EVENT_NAME, SIGNATURE, SECRET, FILTERS),
          new PresenceRule.Required(URL),
          new PresenceRule.Required(EVENT_NAME));

  /** The body that changes a subscription. */
  public static final Shape CHANGED =
      Shape.of(
          NEW.fields(),
          new PresenceRule.NotNull(URL),
          new PresenceRule.NotNull(EVENT_NAME),
          new PresenceRule.NotNull(SIGNATURE),
          new PresenceRule.NotNull(SECRET),
          new PresenceRule.Mentions(List.copyOf(NEW.fields()), "must change something"));

  private WebhookFields() {}

  private static <E> FieldType<List<E>> items(FieldType<E> item) {
    return new CompoundType.Many<>(item, 1, MOST_ITEMS, false);
  }

  private static FieldType<String> word(Stream<String> words) {
    var all = words.toList();
    return new FieldType.Word(all, "one of " + String.join(", ", all));
  }
}
