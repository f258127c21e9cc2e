package dev.gladhand.persistence.sql;

import dev.gladhand.json.Json;
import dev.gladhand.json.JsonLimits;
import dev.gladhand.json.JsonReader;
import dev.gladhand.json.MalformedJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that the store wrote. */
public final class StoredJson {
  private static final JsonReader READER =
      new JsonReader(
          new JsonLimits(
              "the stored text",
              false,
              1000,
              Integer.MAX_VALUE,
              50_000,
              Integer.MAX_VALUE,
              10_000));

  private StoredJson() {}

  public static @Nullable Object read(String text) {
    try {
      return READER.read(text);
    } catch (MalformedJson e) {
      throw new IllegalStateException(e.why(), e);
    }
  }

  /** Reads the text of an object. */
  public static Map<String, @Nullable Object> object(String text) {
    var object = Json.object(read(text));
    if (object == null) {
      throw new IllegalStateException("the stored text is no JSON object");
    }
    return object;
  }

  /** Reads the text of an array of strings; null means an empty one. */
  public static List<String> strings(@Nullable String text) {
    return text == null ? List.of() : Json.strings(read(text));
  }
}
