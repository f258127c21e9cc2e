package dev.gladhand.application.reference;

import dev.gladhand.application.store.References.Entry;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.payload.UserGroup;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the entries of an import; a fault has a path such as {@code 17.source_id}. */
final class ImportedEntries {
  private static final List<String> RESOURCES =
      Arrays.stream(Resource.values()).map(Resource::wire).toList();
  private static final Field<String> RESOURCE =
      new Field<>(
          "resource", new FieldType.Word(RESOURCES, "one of " + String.join(", ", RESOURCES)));
  private static final Field<String> SOURCE_ID = new Field<>("source_id", FieldTypes.SOURCE_ID);
  private static final Field<String> NAME = new Field<>("name", FieldTypes.TEXT);
  private static final Field<List<UserGroup>> ROLES =
      new Field<>(
          "roles",
          new CompoundType.Many<>(
              new FieldType.Choice<>(UserGroup.class), 0, UserGroup.values().length, true));

  static final Shape SHAPE =
      Shape.of(
          List.of(RESOURCE, SOURCE_ID, NAME, ROLES),
          new PresenceRule.Required(RESOURCE),
          new PresenceRule.Required(SOURCE_ID));

  private ImportedEntries() {}

  static List<Entry> read(List<? extends @Nullable Object> items, Faults faults) {
    if (items.isEmpty() || items.size() > ImportReferences.MOST) {
      faults.add(
          items.size() + " items",
          "must have from 1 to " + ImportReferences.MOST + " items",
          "array_length");
      return List.of();
    }
    var entries = new ArrayList<Entry>(items.size());
    for (var i = 0; i < items.size(); i++) {
      var here = faults.at(Integer.toString(i));
      if (!(items.get(i) instanceof Map<?, ?> map)) {
        here.add(items.get(i), "must be an object", "object_type");
        continue;
      }
      var before = faults.count();
      var fields = SHAPE.read(map, here, false);
      if (faults.count() == before) {
        entries.add(entry(fields));
      }
    }
    return entries;
  }

  private static Entry entry(Fields fields) {
    var resource = Objects.requireNonNull(fields.get(RESOURCE));
    var roles = fields.get(ROLES);
    return new Entry(
        Resource.ofWire(resource).orElseThrow(),
        new SourceId(Objects.requireNonNull(fields.get(SOURCE_ID))),
        fields.get(NAME),
        roles == null ? null : roles.stream().map(UserGroup::wire).toList(),
        null);
  }
}
