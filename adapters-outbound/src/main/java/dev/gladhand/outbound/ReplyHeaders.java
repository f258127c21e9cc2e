package dev.gladhand.outbound;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.Header;

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

  /** The fields of a message, without control characters, which some stores and logs refuse. */
  static ReplyHeaders of(Header[] received) {
    var fields = new LinkedHashMap<String, List<String>>();
    for (var header : received) {
      fields
          .computeIfAbsent(
              FieldSyntax.cleaned(header.getName()).toLowerCase(Locale.ROOT),
              _ -> new ArrayList<>(1))
          .add(FieldSyntax.cleaned(header.getValue()));
    }
    return new ReplyHeaders(fields);
  }

  /** The first value of a field; the name's case does not matter. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  public Map<String, List<String>> asMap() {
    return Collections.unmodifiableMap(fields);
  }

  /** Shows the names only, because values may repeat secrets. */
  @Override
  public String toString() {
    return fields.keySet().toString();
  }
}
