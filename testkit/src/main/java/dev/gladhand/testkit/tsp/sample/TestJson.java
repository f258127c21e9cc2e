package dev.gladhand.testkit.tsp.sample;

import dev.gladhand.json.Json;
import dev.gladhand.json.JsonLimits;
import dev.gladhand.json.JsonReader;
import dev.gladhand.json.MalformedJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON texts of tests into maps, lists and values, in the form that the field types of
 * the domain read.
 */
public final class TestJson {
  private static final JsonReader READER =
      new JsonReader(
          new JsonLimits("the text", true, 100, 1_000_000, 1000, Integer.MAX_VALUE, 1000));

  private TestJson() {}

  /**
   * Reads a JSON object; its numbers become decimals with all their digits. Fails if the text is no
   * JSON object.
   */
  public static Map<String, @Nullable Object> object(String json) {
    var object = Json.object(READER.read(json));
    if (object == null) {
      throw new IllegalArgumentException("no JSON object: " + json);
    }
    return object;
  }

  /** Whether a text occurs in the JSON as a string, or as a part of one. */
  public static boolean holds(String json, String text) {
    try {
      return holds(READER.read(json), text);
    } catch (MalformedJson _) {
      return false;
    }
  }

  private static boolean holds(@Nullable Object json, String text) {
    return switch (json) {
      case String string -> string.contains(text);
      case Map<?, ?> object -> object.values().stream().anyMatch(inner -> holds(inner, text));
      case List<?> array -> array.stream().anyMatch(inner -> holds(inner, text));
      case null, default -> false;
    };
  }
}
