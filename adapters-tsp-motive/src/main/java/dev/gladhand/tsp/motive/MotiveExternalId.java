package dev.gladhand.tsp.motive;

import dev.gladhand.domain.field.Change;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The external id under which a record is created. It is unique among the ids of one integration.
 *
 * @param own whether the value is the operation's own key, which nobody else can have used
 */
record MotiveExternalId(String value, boolean own) {

  static MotiveExternalId of(Write<? extends Payload> write) {
    return switch (write.payload()) {
      case Vehicle _ -> of(write, Vehicle.EXTERNAL_ID);
      case Trailer _ -> of(write, Trailer.EXTERNAL_ID);
      default -> of(write, null);
    };
  }

  private static MotiveExternalId of(Write<?> write, @Nullable Field<String> field) {
    var given = field == null ? null : write.payload().fields().get(field);
    return given == null || given.isEmpty()
        ? new MotiveExternalId(write.key().hex(), true)
        : new MotiveExternalId(given, false);
  }

  /**
   * {@code external_ids_attributes}. A create always carries an id, the caller's or the operation's
   * key; an update adds the caller's. To remove or change an id, Motive requires the id of its
   * entry, which a write does not have.
   */
  record Place(@Nullable Field<String> field) implements Part {
    @Override
    public List<Field<?>> fields() {
      return field == null ? List.of() : List.of(field);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      if (field == null) {
        return List.of();
      }
      return type == OperationType.UPDATE
          ? List.of(new PresenceRule.NotNull(field), new ValueRule.Length(field, 1, 255))
          : List.of(new ValueRule.Length(field, 1, 255));
    }

    @Override
    public void put(Write<?> write, Body body) {
      var isSet =
          field != null && write.payload().fields().change(field) instanceof Change.Set<String>;
      if (write.type() == OperationType.CREATE || isSet) {
        var entry =
            new MotiveJson.ExternalId(
                MotiveExternalId.of(write, field).value(),
                MotiveSettings.integrationName(write.settings()));
        body.put(List.of(entry.json()), "external_ids_attributes");
      }
    }
  }
}
