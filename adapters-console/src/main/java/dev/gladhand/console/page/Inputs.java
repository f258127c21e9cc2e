package dev.gladhand.console.page;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The values of a query or a form by name, in the order in which they were sent. */
public record Inputs(Map<String, List<String>> values) {
  /** Reads a query or an encoded form; throws a 400 if it is malformed. */
  public static Inputs parse(@Nullable String raw) {
    var values = new LinkedHashMap<String, List<String>>();
    if (raw != null && !raw.isEmpty()) {
      for (var pair : raw.split("&", -1)) {
        var at = pair.indexOf('=');
        values
            .computeIfAbsent(decode(at < 0 ? pair : pair.substring(0, at)), _ -> new ArrayList<>(1))
            .add(at < 0 ? "" : decode(pair.substring(at + 1)));
      }
    }
    return new Inputs(values);
  }

  private static String decode(String text) {
    try {
      var read = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (read.indexOf('\0') < 0) {
        return read;
      }
    } catch (IllegalArgumentException e) {
      // Handled below, like a NUL.
    }
    throw new Stop(400, "a parameter is malformed");
  }

  /** The first value that is not empty, without blanks around it; empty if there is none. */
  public String text(String name) {
    return all(name).isEmpty() ? "" : all(name).getFirst().strip();
  }

  /** The first value that is not empty, without blanks around it; null if there is none. */
  public @Nullable String optional(String name) {
    var text = text(name);
    return text.isEmpty() ? null : text;
  }

  /** All values that are not empty. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of()).stream().filter(one -> !one.isEmpty()).toList();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * The values as hidden fields of a form, except those with the name {@code except} and the CSRF
   * token.
   */
  public List<Field> hidden(String except) {
    return values.keySet().stream()
        .filter(each -> !each.equals(except) && !each.equals(Csrf.FIELD))
        .flatMap(each -> all(each).stream().map(one -> Field.hidden(each, one)))
        .toList();
  }

  /**
   * A query with these values and one changed parameter; null removes it. Empty values are left
   * out.
   */
  public String with(String name, @Nullable String value) {
    var query = new StringJoiner("&");
    values.forEach(
        (each, given) -> {
          if (!each.equals(name) && !each.equals(Csrf.FIELD)) {
            given.stream()
                .filter(one -> !one.isEmpty())
                .forEach(one -> query.add(escape(each) + "=" + escape(one)));
          }
        });
    if (value != null) {
      query.add(escape(name) + "=" + escape(value));
    }
    return query.toString();
  }

  /** Encodes a text for a URL's query or path. */
  public static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
