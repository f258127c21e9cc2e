package dev.gladhand.application.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Canonical JSON by RFC 8785 of objects, arrays, strings and null. */
final class CanonicalJson {
  private CanonicalJson() {}

  static String write(@Nullable Object value) {
    var text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(text, out);
      case List<?> list -> {
        var before = '[';
        for (var one : list) {
          out.append(before);
          write(one, out);
          before = ',';
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case Map<?, ?> map -> {
        var before = '{';
        for (var member : sorted(map).entrySet()) {
          out.append(before);
          string(member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          before = ',';
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      default -> throw new IllegalArgumentException("no JSON of the audit: " + value.getClass());
    }
  }

  /** By UTF-16 code units, as the standard wants it. */
  private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
    var sorted = new TreeMap<String, @Nullable Object>();
    map.forEach((name, value) -> sorted.put((String) name, value));
    return sorted;
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
