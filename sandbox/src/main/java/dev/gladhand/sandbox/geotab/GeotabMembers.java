package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and checks the members of entities. */
final class GeotabMembers {
  static final String NEVER = "1986-01-01T00:00:00.000Z";
  static final String FOR_EVER = "2050-01-01T00:00:00.000Z";

  private GeotabMembers() {}

  /** The members of an entity by name; the arguments are names and values by turns. */
  static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return members;
  }

  static boolean has(Json.Obj entity, String name) {
    Json value = entity.get(name);
    return value != null && !(value instanceof Json.Null);
  }

  static Set<String> ids(Json.Obj entity, String name) {
    return entity.items(name).stream()
        .map(item -> item instanceof Json.Obj one ? String.valueOf(one.text("id")) : "")
        .collect(Collectors.toSet());
  }

  static boolean same(Json.Obj one, Json.Obj other, String name) {
    return String.valueOf(one.text(name)).equalsIgnoreCase(other.text(name));
  }

  /** Refuses a text that has fewer than {@code least} or more than {@code most} characters. */
  static void longest(Json.Obj entity, String name, int most, int least) {
    String text = entity.text(name);
    int length = text == null ? -1 : text.codePointCount(0, text.length());
    if (length < least || length > most) {
      throw GeotabError.argument(name + " must have from " + least + " to " + most + " characters");
    }
  }
}
