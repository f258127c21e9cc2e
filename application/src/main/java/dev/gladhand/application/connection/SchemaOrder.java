package dev.gladhand.application.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the keys of a JSON schema, so that equal schemas are always written as equal bytes; the
 * fields under {@code properties} keep their declared order.
 */
final class SchemaOrder {
  private SchemaOrder() {}

  static Map<String, @Nullable Object> of(Map<?, ?> schema) {
    var sorted = new TreeMap<String, @Nullable Object>();
    schema.forEach(
        (key, value) ->
            sorted.put(
                String.valueOf(key),
                key.equals("properties") && value instanceof Map<?, ?> fields
                    ? fields(fields)
                    : value(value)));
    return sorted;
  }

  private static Map<String, @Nullable Object> fields(Map<?, ?> fields) {
    var kept = new LinkedHashMap<String, @Nullable Object>();
    fields.forEach((name, schema) -> kept.put(String.valueOf(name), value(schema)));
    return kept;
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> of(map);
      case List<?> list -> list.stream().map(SchemaOrder::value).toList();
      case null, default -> value;
    };
  }
}
