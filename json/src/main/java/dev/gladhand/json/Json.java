package dev.gladhand.json;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads parts of parsed JSON values. */
public final class Json {
  private Json() {}

  /** The value as an object; null if it is none. */
  @SuppressWarnings("unchecked") // The names of an object are strings.
  public static @Nullable Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
  }

  /** The value as an array; null if it is none. */
  @SuppressWarnings("unchecked") // Any item may be null.
  public static @Nullable List<@Nullable Object> array(@Nullable Object value) {
    return value instanceof List<?> list ? (List<@Nullable Object>) list : null;
  }

  /** The objects in an array, without its other items; none if the value is not an array. */
  public static List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Json::object).filter(Objects::nonNull).toList()
        : List.of();
  }

  /** The strings in an array, without its other items; none if the value is not an array. */
  public static List<String> strings(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** The value at a path of names; null if there is none, or if it is JSON's null. */
  public static @Nullable Object at(@Nullable Object value, String... path) {
    var here = value;
    for (var name : path) {
      here = here instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return here;
  }
}
