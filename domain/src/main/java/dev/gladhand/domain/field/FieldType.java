package dev.gladhand.domain.field;

import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.Uuids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type of a field: reads a JSON value, writes it back, and describes itself as JSON Schema, all
 * from one declaration. JSON values are String, BigDecimal, Boolean, List, Map and null. Immutable
 * and thread-safe.
 */
public sealed interface FieldType<T>
    permits NumberType,
        CompoundType,
        FieldType.Text,
        FieldType.Choice,
        FieldType.Word,
        FieldType.Flag,
        FieldType.Moment,
        FieldType.Day,
        FieldType.Ref,
        FieldType.Id {
  /**
   * Reads a JSON value, which is never null. The result is null if the value has a fault; at least
   * one fault is then added.
   */
  @Nullable T read(Object json, Faults faults);

  /** The JSON value that {@link #read} reads as this value. */
  Object write(T value);

  /**
   * Reads a JSON value from the store, which was accepted when it was stored, perhaps by an earlier
   * release with wider limits. A type whose limits can change also reads a value beyond its present
   * limits. The result is null if the value cannot be read as this type at all.
   */
  default @Nullable T restore(Object json) {
    return read(json, new Faults());
  }

  /** JSON Schema 2020-12 of the values that {@link #read} accepts, except null. */
  Map<String, Object> schema();

  /**
   * A string of {@code min} to {@code max} code points. If {@code pattern} is not null, it must be
   * found somewhere in the string, so only a pattern with anchors describes the whole string.
   */
  record Text(int min, int max, @Nullable Pattern pattern) implements FieldType<String> {
    @Override
    public @Nullable String read(Object json, Faults faults) {
      if (!(json instanceof String text)) {
        return faults.add(json, "must be a string", "string_type");
      }
      if (!Texts.storable(text)) {
        return faults.add(text, "must not contain NUL or a lone surrogate", "string_invalid");
      }
      var length = text.codePointCount(0, text.length());
      if (length < min) {
        return faults.add(
            text,
            "must have at least " + min + " character" + (min == 1 ? "" : "s"),
            "string_too_short");
      }
      if (length > max) {
        return faults.add(text, "must have at most " + max + " characters", "too_long");
      }
      if (pattern != null && !Patterns.found(pattern, text)) {
        return faults.add(text, "must match " + pattern.pattern(), "string_pattern");
      }
      return text;
    }

    @Override
    public @Nullable String restore(Object json) {
      return json instanceof String text ? text : null;
    }

    @Override
    public Object write(String value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      var schema = new LinkedHashMap<String, Object>();
      schema.put("type", "string");
      if (min > 0) {
        schema.put("minLength", min);
      }
      if (max < Integer.MAX_VALUE) {
        schema.put("maxLength", max);
      }
      if (pattern != null) {
        schema.put("pattern", pattern.pattern());
      }
      schema.put("not", Texts.UNSTORABLE);
      return schema;
    }
  }

  /** One of a closed set of words. */
  record Choice<E extends Enum<E> & Wire>(Class<E> type) implements FieldType<E> {
    @Override
    public @Nullable E read(Object json, Faults faults) {
      for (var constant : type.getEnumConstants()) {
        if (constant.wire().equals(json)) {
          return constant;
        }
      }
      var message = faults.full() ? "" : "must be one of " + String.join(", ", words());
      return faults.add(json, message, "enum");
    }

    @Override
    public Object write(E value) {
      return value.wire();
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("enum", words());
    }

    private List<String> words() {
      return java.util.Arrays.stream(type.getEnumConstants()).map(Wire::wire).toList();
    }
  }

  /** One of a closed set of words that is known only at run time, such as time zones. */
  record Word(List<String> words, String what) implements FieldType<String> {
    public Word {
      words = List.copyOf(words);
    }

    @Override
    public @Nullable String read(Object json, Faults faults) {
      if (json instanceof String text && words.contains(text)) {
        return text;
      }
      return faults.add(json, "must be " + what, "enum");
    }

    @Override
    public @Nullable String restore(Object json) {
      return json instanceof String text ? text : null;
    }

    @Override
    public Object write(String value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("enum", words);
    }
  }

  /** True or false. */
  record Flag() implements FieldType<Boolean> {
    @Override
    public @Nullable Boolean read(Object json, Faults faults) {
      return json instanceof Boolean flag
          ? flag
          : faults.add(json, "must be true or false", "bool_type");
    }

    @Override
    public Object write(Boolean value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "boolean");
    }
  }

  /** A moment in RFC 3339 with its offset, years 0001 to 9999; kept to the microsecond. */
  record Moment() implements FieldType<Instant> {
    @Override
    public @Nullable Instant read(Object json, Faults faults) {
      var moment = json instanceof String text ? Moments.parse(text) : null;
      return moment != null
          ? moment
          : faults.add(
              json,
              "must be a time by RFC 3339 with an offset, such as 2026-11-20T08:30:00Z",
              "date_time");
    }

    @Override
    public Object write(Instant value) {
      return Moments.format(value);
    }

    @Override
    public Map<String, Object> schema() {
      return Schemas.ordered(
          "type", "string", "format", "date-time", "pattern", Moments.PATTERN.pattern());
    }
  }

  /** A date of the calendar, {@code yyyy-mm-dd}. */
  record Day() implements FieldType<LocalDate> {
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    @Override
    public @Nullable LocalDate read(Object json, Faults faults) {
      if (json instanceof String text && DAY.matcher(text).matches()) {
        try {
          return LocalDate.parse(text);
        } catch (java.time.DateTimeException e) {
          return faults.add(json, "is a date that does not exist", "date");
        }
      }
      return faults.add(json, "must be a day, such as 2026-11-20", "date");
    }

    @Override
    public Object write(LocalDate value) {
      return value.toString();
    }

    @Override
    public Map<String, Object> schema() {
      return Schemas.ordered("type", "string", "format", "date");
    }
  }

  /** The gateway's id of another record of the same connection. */
  record Ref(Resource resource) implements FieldType<Reference> {
    @Override
    public @Nullable Reference read(Object json, Faults faults) {
      var id = json instanceof String text ? Uuids.parse(text) : null;
      return id == null
          ? faults.add(json, "must be a UUID", "uuid")
          : Reference.of(new ResourceId(id));
    }

    @Override
    public Object write(Reference value) {
      return value.id() == null ? "" : value.id().toString();
    }

    @Override
    public Map<String, Object> schema() {
      return Schemas.ordered("type", "string", "format", "uuid");
    }
  }

  /** An id of the gateway that is no reference to a record, such as a connection's. */
  record Id() implements FieldType<UUID> {
    @Override
    public @Nullable UUID read(Object json, Faults faults) {
      var id = json instanceof String text ? Uuids.parse(text) : null;
      return id == null ? faults.add(json, "must be a UUID", "uuid") : id;
    }

    @Override
    public Object write(UUID value) {
      return value.toString();
    }

    @Override
    public Map<String, Object> schema() {
      return Schemas.ordered("type", "string", "format", "uuid");
    }
  }
}
