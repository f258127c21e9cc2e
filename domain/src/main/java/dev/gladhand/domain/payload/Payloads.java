package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.Texts;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The shapes of all writes, and the stored form of payloads. */
public final class Payloads {
  /** The connection that a write goes through: required in every body. */
  public static final Field<UUID> CONNECTION_ID = new Field<>("connection_id", new FieldType.Id());

  /** The most bytes that the payload of one operation may take in the store: 256 KiB. */
  public static final int MOST_BYTES = 256 * 1024;

  private Payloads() {}

  /** The resource's own fields and rules, without {@link #CONNECTION_ID}. */
  public static Shape shape(Resource resource, OperationType type) {
    var shape =
        switch (resource) {
          case VEHICLE -> Vehicle.SHAPE;
          case TRAILER -> Trailer.SHAPE;
          case USER -> User.SHAPE;
          case MESSAGE -> Message.SHAPE;
          case GROUP_MESSAGE -> GroupMessage.SHAPE;
          case DVIR_LOG -> DvirLog.SHAPE;
          case FUEL_TRANSACTION -> FuelTransaction.SHAPE;
        };
    return type == OperationType.CREATE ? shape : Shape.of(shape.fields());
  }

  /**
   * The shape of the whole body of a write: the resource's fields and rules, and {@link
   * #CONNECTION_ID}.
   */
  public static Shape body(Resource resource, OperationType type) {
    var body =
        shape(resource, type)
            .plus(List.of(CONNECTION_ID))
            .with(List.of(new PresenceRule.Required(CONNECTION_ID)));
    return type == OperationType.UPDATE
        ? body.with(List.of(new PresenceRule.NotEmpty(CONNECTION_ID)))
        : body;
  }

  /**
   * The form that {@link #restore} reads: only the fields that were sent, with each reference as
   * {@code {id, source}}.
   */
  public static Map<String, @Nullable Object> stored(Payload payload) {
    var fields = payload.fields();
    var stored = new LinkedHashMap<String, @Nullable Object>();
    for (var field : fields.sent()) {
      var value = fields.get(field);
      stored.put(
          field.name(),
          field.isReference() && value != null ? references(value) : fields.json(field));
    }
    return stored;
  }

  /** The bytes of the {@link #stored} form as JSON in UTF-8. */
  public static long storedBytes(Payload payload) {
    return Texts.jsonBytes(stored(payload));
  }

  public static Payload restore(Resource resource, Map<String, ? extends @Nullable Object> stored) {
    var shape = shape(resource, OperationType.CREATE);
    var fields = Fields.builder();
    stored.forEach(
        (name, json) -> {
          var field =
              shape
                  .field(name)
                  .orElseThrow(
                      () -> new IllegalStateException("no field " + name + " in " + resource));
          restoreField(field, json, fields);
        });
    return Payload.of(resource, fields.build());
  }

  @SuppressWarnings(
      "unchecked") // The value of a reference field is a reference, or a list of them.
  private static <T> void restoreField(
      Field<T> field, @Nullable Object json, Fields.Builder fields) {
    if (json == null) {
      fields.put(field, null);
      return;
    }
    if (field.isReference()) {
      var value =
          json instanceof List<?> many
              ? many.stream().map(Payloads::reference).toList()
              : reference(json);
      fields.put(field, (T) value);
      return;
    }
    var value = field.type().restore(json);
    if (value == null) {
      throw new IllegalStateException("the stored value of " + field + " cannot be read");
    }
    fields.put(field, value);
  }

  static @Nullable Object twin(@Nullable Object value) {
    return switch (value) {
      case Reference(_, SourceId source) when source != null -> source.value();
      case List<?> many -> many.stream().map(Payloads::twin).toList();
      case null, default -> null;
    };
  }

  private static Object references(Object value) {
    if (value instanceof List<?> many) {
      return many.stream().map(Payloads::references).toList();
    }
    var reference = (Reference) value;
    var json = new LinkedHashMap<String, Object>();
    if (reference.id() != null) {
      json.put("id", reference.id().toString());
    }
    if (reference.source() != null) {
      json.put("source", reference.source().value());
    }
    return json;
  }

  private static Reference reference(Object json) {
    var map = (Map<?, ?>) json;
    var id = map.get("id") instanceof String text ? new ResourceId(UUID.fromString(text)) : null;
    var source = map.get("source") instanceof String text ? new SourceId(text) : null;
    return new Reference(id, source);
  }
}
