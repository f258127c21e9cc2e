package dev.gladhand.domain.field;

import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.Uuids;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
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
public sealed interface FieldType<T> {
  /**
   * Reads a JSON value, which is never null. The result is null if the value has a fault; at least
   * one fault is then added.
   */
  @Nullable T read(Object json, Faults faults);

  /** The JSON value that {@link #read} reads as this value. */
  Object write(T value);

  /**
   * Reads a stored JSON value that was accepted once, perhaps under other bounds. A bound that has
   * become narrower since is not a fault. The result is null if the value has not even the right
   * shape.
   */
  default @Nullable T restore(Object json) {
    return read(json, new Faults());
  }

  /** JSON Schema 2020-12 of the values that {@link #read} accepts, except null. */
  Map<String, Object> schema();

  /** A string; {@code pattern} must match the whole of it. Lengths are in code points. */
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

  /** A whole number. {@code 3.0} is one, {@code 3.5} and {@code "3"} are not. */
  record Whole(int min, int max) implements FieldType<Integer> {
    @Override
    public @Nullable Integer read(Object json, Faults faults) {
      if (!(json instanceof BigDecimal number)) {
        return faults.add(json, "must be a whole number", "int_type");
      }
      if (number.compareTo(BigDecimal.valueOf(min)) < 0
          || number.compareTo(BigDecimal.valueOf(max)) > 0) {
        return faults.add(json, "must be from " + min + " to " + max, "out_of_range");
      }
      if (number.stripTrailingZeros().scale() > 0) {
        return faults.add(json, "must be a whole number", "int_type");
      }
      return number.intValueExact();
    }

    @Override
    public Object write(Integer value) {
      return BigDecimal.valueOf(value);
    }

    @Override
    public Map<String, Object> schema() {
      return ordered("type", "integer", "minimum", min, "maximum", max);
    }
  }

  /**
   * A number that keeps its exact decimal value.
   *
   * @param above the exclusive lower bound, or null
   * @param min the inclusive lower bound
   * @param max the inclusive upper bound
   * @param orText whether the number may also come as a decimal string
   */
  record Decimal(@Nullable BigDecimal above, BigDecimal min, BigDecimal max, boolean orText)
      implements FieldType<BigDecimal> {
    /**
     * The most digits after the point. A request with more digits is malformed JSON for the reader,
     * so the schema need not state this limit.
     */
    static final int MAX_SCALE = 1000;

    static final BigDecimal LARGEST = new BigDecimal("1e18");

    /**
     * The pattern has enough digits for {@link #LARGEST}, so the pattern alone decides which text
     * is valid.
     */
    private static final Pattern TEXT = Pattern.compile("^-?[0-9]{1,18}(\\.[0-9]{1,60})?$");

    public Decimal {
      if (orText
          && (above != null || min.add(LARGEST).signum() > 0 || max.compareTo(LARGEST) < 0)) {
        throw new IllegalArgumentException(
            "a decimal that may be text is bound by its digits alone");
      }
    }

    @Override
    public @Nullable BigDecimal read(Object json, Faults faults) {
      var number = json instanceof BigDecimal plain ? plain : fromText(json);
      if (number == null) {
        return faults.add(
            json,
            orText ? "must be a number or a decimal string" : "must be a number",
            "number_type");
      }
      if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
        return faults.add(
            json,
            "must be from " + min.toPlainString() + " to " + max.toPlainString(),
            "out_of_range");
      }
      if (above != null && number.compareTo(above) <= 0) {
        return faults.add(json, "must be greater than " + above.toPlainString(), "out_of_range");
      }
      var plain = number.stripTrailingZeros();
      if (plain.scale() > MAX_SCALE) {
        return faults.add(
            json,
            "must have at most " + MAX_SCALE + " digits after the decimal point",
            "out_of_range");
      }
      if (number.scale() > MAX_SCALE) {
        return plain;
      }
      return number.scale() < 0 ? number.setScale(0) : number;
    }

    private @Nullable BigDecimal fromText(Object json) {
      return orText && json instanceof String text && Patterns.found(TEXT, text)
          ? new BigDecimal(text)
          : null;
    }

    @Override
    public @Nullable BigDecimal restore(Object json) {
      return json instanceof BigDecimal plain ? plain : fromText(json);
    }

    @Override
    public Object write(BigDecimal value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      var number = new LinkedHashMap<String, Object>();
      number.put("type", "number");
      number.put("minimum", min);
      number.put("maximum", max);
      if (above != null) {
        number.put("exclusiveMinimum", above);
      }
      return orText
          ? Map.of("anyOf", List.of(number, ordered("type", "string", "pattern", TEXT.pattern())))
          : number;
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
      return ordered("type", "string", "format", "date-time", "pattern", Moments.PATTERN.pattern());
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
      return ordered("type", "string", "format", "date");
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
      return ordered("type", "string", "format", "uuid");
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
      return ordered("type", "string", "format", "uuid");
    }
  }

  /**
   * Several values of one type, in order.
   *
   * @param distinct whether equal values are refused, even if they are written differently
   */
  record Many<E>(FieldType<E> item, int min, int max, boolean distinct)
      implements FieldType<List<E>> {
    @Override
    public @Nullable List<E> read(Object json, Faults faults) {
      if (!(json instanceof List<?> list)) {
        return faults.add(json, "must be an array", "array_type");
      }
      var before = faults.count();
      if (list.size() < min || list.size() > max) {
        faults.add(
            list.size() + " items",
            "must have from " + min + " to " + max + " items",
            "array_length");
      }
      var values = new ArrayList<E>();
      var seen = new HashSet<Object>();
      for (var i = 0; i < list.size() && i < max; i++) {
        var here = faults.at(Integer.toString(i));
        var raw = list.get(i);
        if (raw == null) {
          here.add(null, "must not be null", "null_not_allowed");
          continue;
        }
        var value = item.read(raw, here);
        if (value == null) {
          continue;
        }
        if (distinct && !seen.add(value instanceof BigDecimal n ? n.stripTrailingZeros() : value)) {
          here.add(raw, "is in the array more than once", "not_unique");
        } else {
          values.add(value);
        }
      }
      return faults.count() > before ? null : List.copyOf(values);
    }

    @Override
    public @Nullable List<E> restore(Object json) {
      if (!(json instanceof List<?> list)) {
        return null;
      }
      var values = new ArrayList<E>();
      for (var raw : list) {
        var value = raw == null ? null : item.restore(raw);
        if (value == null) {
          return null;
        }
        values.add(value);
      }
      return List.copyOf(values);
    }

    @Override
    public Object write(List<E> value) {
      return value.stream().map(item::write).toList();
    }

    @Override
    public Map<String, Object> schema() {
      var schema = new LinkedHashMap<String, Object>();
      schema.put("type", "array");
      schema.put("items", item.schema());
      if (min > 0) {
        schema.put("minItems", min);
      }
      if (max < Integer.MAX_VALUE) {
        schema.put("maxItems", max);
      }
      if (distinct) {
        schema.put("uniqueItems", true);
      }
      return schema;
    }
  }

  /** A map of strings to values of one type. */
  record Mapping<E>(FieldType<E> value, int max) implements FieldType<Map<String, E>> {
    @Override
    public @Nullable Map<String, E> read(Object json, Faults faults) {
      if (!(json instanceof Map<?, ?> map)) {
        return faults.add(json, "must be an object", "object_type");
      }
      var before = faults.count();
      if (map.size() > max) {
        faults.add(
            map.size() + " entries", "must have at most " + max + " entries", "object_length");
      }
      var values = new LinkedHashMap<String, E>();
      map.forEach(
          (key, raw) -> {
            var here = faults.at(String.valueOf(key));
            if (!Texts.storable(String.valueOf(key))) {
              here.add(key, "must not contain NUL or a lone surrogate", "string_invalid");
              return;
            }
            if (raw == null) {
              here.add(null, "must not be null", "null_not_allowed");
              return;
            }
            var read = value.read(raw, here);
            if (read != null) {
              values.put(String.valueOf(key), read);
            }
          });
      return faults.count() > before ? null : java.util.Collections.unmodifiableMap(values);
    }

    @Override
    public Object write(Map<String, E> map) {
      var out = new LinkedHashMap<String, Object>();
      map.forEach((key, inner) -> out.put(key, value.write(inner)));
      return out;
    }

    @Override
    public Map<String, Object> schema() {
      return ordered(
          "type",
          "object",
          "propertyNames",
          Map.of("not", Texts.UNSTORABLE),
          "additionalProperties",
          value.schema(),
          "maxProperties",
          max);
    }
  }

  /** An object with fields of its own. */
  record Nested(Shape shape) implements FieldType<Fields> {
    @Override
    public @Nullable Fields read(Object json, Faults faults) {
      if (!(json instanceof Map<?, ?> map)) {
        return faults.add(json, "must be an object", "object_type");
      }
      var before = faults.count();
      var fields = shape.read(map, faults, false);
      return faults.count() > before ? null : fields;
    }

    @Override
    public Object write(Fields value) {
      return value.toJson();
    }

    @Override
    public Map<String, Object> schema() {
      return shape.schema();
    }
  }

  private static Map<String, Object> ordered(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (var i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
