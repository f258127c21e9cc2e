package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.field.Texts;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.json.Json;
import dev.gladhand.json.JsonLimits;
import dev.gladhand.json.JsonReader;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.json.MalformedJson;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the form that TSPs send and accept: exact decimals in plain notation, keys in the given
 * order.
 *
 * @param value the parsed value; null is JSON's null
 */
public record TspJson(@Nullable Object value) {
  private static final JsonReader READER =
      new JsonReader(
          new JsonLimits(
              "the answer", false, 1000, Integer.MAX_VALUE, 50_000, Integer.MAX_VALUE, 1000));

  /** Reads a body; null if it is not JSON. */
  public static @Nullable TspJson read(byte[] body) {
    try {
      return new TspJson(READER.read(body));
    } catch (MalformedJson _) {
      return null;
    }
  }

  /** The JSON text; the same value always gives the same text. */
  public static String write(Map<String, ? extends @Nullable Object> body) {
    return JsonWriter.plain(body);
  }

  /**
   * A JSON object with these members in this order; the arguments are names and values by turns.
   */
  public static Map<String, @Nullable Object> object(@Nullable Object... members) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (var i = 0; i < members.length; i += 2) {
      object.put(String.valueOf(members[i]), members[i + 1]);
    }
    return object;
  }

  /** A JSON object like that of {@link #object}, but without the members whose value is null. */
  public static Map<String, @Nullable Object> known(@Nullable Object... members) {
    var object = object(members);
    object.values().removeIf(Objects::isNull);
    return object;
  }

  /**
   * The string or whole number at a path as an id; null if there is neither, or if the store cannot
   * hold it.
   */
  public static @Nullable SourceId id(@Nullable TspJson body, String... path) {
    var text = text(body, path);
    return text == null || text.length() > SourceId.MAX_LENGTH ? null : new SourceId(text);
  }

  /** The string at a path, or the digits of the whole number there; null if there is neither. */
  public static @Nullable String string(@Nullable TspJson body, String... path) {
    return switch (found(body, path)) {
      case String text -> text;
      case BigDecimal number when number.scale() == 0 -> number.toString();
      case null, default -> null;
    };
  }

  /**
   * The string at a path, or the digits of the whole number there; null if there is neither, or if
   * the text is empty or the store cannot hold it.
   */
  public static @Nullable String text(@Nullable TspJson body, String... path) {
    var text = string(body, path);
    return text == null || text.isEmpty() || !Texts.storable(text) ? null : text;
  }

  /**
   * The whole number at a path; null if there is none, or if it does not fit into a {@code long}.
   */
  public static @Nullable Long whole(@Nullable TspJson body, String... path) {
    return found(body, path) instanceof BigDecimal number
            && number.scale() == 0
            && number.unscaledValue().bitLength() < Long.SIZE
        ? number.longValue()
        : null;
  }

  /** The boolean at a path; null if there is none. */
  public static @Nullable Boolean bool(@Nullable TspJson body, String... path) {
    return found(body, path) instanceof Boolean bool ? bool : null;
  }

  /** The time at a path, in the form of RFC 3339; null if it cannot be read. */
  public static @Nullable Instant moment(@Nullable TspJson body, String... path) {
    var text = string(body, path);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }

  /** The items of the array at a path; null if there is none. */
  public static @Nullable List<TspJson> items(@Nullable TspJson body, String... path) {
    if (!(found(body, path) instanceof List<?> list)) {
      return null;
    }
    var items = new ArrayList<TspJson>(list.size());
    for (var item : list) {
      items.add(new TspJson(item));
    }
    return items;
  }

  /** The value at a path; null if there is none or it is JSON's null. */
  public static @Nullable TspJson at(@Nullable TspJson body, String... path) {
    var found = found(body, path);
    return found == null ? null : new TspJson(found);
  }

  private static @Nullable Object found(@Nullable TspJson body, String... path) {
    return body == null ? null : Json.at(body.value, path);
  }

  /** The members of this object; empty if this value is not an object. */
  public Map<String, @Nullable Object> members() {
    return Objects.requireNonNullElse(Json.object(value), Map.of());
  }

  public boolean isNull() {
    return value == null;
  }

  public boolean isObject() {
    return value instanceof Map<?, ?>;
  }

  /** The value itself if it is a string, otherwise its JSON text. */
  public String text() {
    return value instanceof String text ? text : toString();
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return JsonWriter.text(value);
  }
}
