package dev.gladhand.json;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks into JSON values that a reader made. */
public final class Json {
  private Json() {}

  /** The value as an object; null where it is none. */
  @SuppressWarnings("unchecked") // The names of an object are strings.
  public static @Nullable Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
  }

  /** The value as an array; null where it is none. */
  @SuppressWarnings("unchecked") // Any item may be null.
  public static @Nullable List<@Nullable Object> array(@Nullable Object value) {
    return value instanceof List<?> list ? (List<@Nullable Object>) list : null;
  }

  /** The objects in an array, without all else in it; none where the value is no array. */
  public static List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Json::object).filter(Objects::nonNull).toList()
        : List.of();
  }

  /** The strings in an array, without all else in it; none where the value is no array. */
  public static List<String> strings(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** What stands at a path of names; null where nothing does, or JSON's null. */
  public static @Nullable Object at(@Nullable Object value, String... path) {
    var here = value;
    for (var name : path) {
      here = here instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return here;
  }
}
