package dev.gladhand.outbound;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The header fields of a reply; names are lower-case, values in the order received. */
public final class ReplyHeaders {
  private static final ReplyHeaders NONE = new ReplyHeaders(Map.of());

  private final Map<String, List<String>> fields;

  private ReplyHeaders(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  public static ReplyHeaders none() {
    return NONE;
  }

  public static ReplyHeaders of(Map<String, List<String>> fields) {
    var copy = new LinkedHashMap<String, List<String>>();
    fields.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return new ReplyHeaders(copy);
  }

  /** The first value of a field, its name in any case. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  public Map<String, List<String>> asMap() {
    return Collections.unmodifiableMap(fields);
  }

  /** Whether a field that holds a comma-separated list names a token. */
  boolean names(String field, String token) {
    for (var value : all(field)) {
      for (var part : value.split(",", -1)) {
        if (part.strip().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The names only: values may echo what must not be logged. */
  @Override
  public String toString() {
    return fields.keySet().toString();
  }
}
