package dev.gladhand.http.answer;

import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The media types that a request accepts and their weights (RFC 9110, section 12.5). For each type,
 * the most specific range that matches it decides; a request without the header accepts everything.
 * A range that cannot be read is ignored.
 */
public final class Accepted {
  private final List<Range> ranges;

  private Accepted(List<Range> ranges) {
    this.ranges = ranges;
  }

  private record Range(String name, double weight) {
    /**
     * How precisely this range names the given type: 3 for exactly this type, 2 for all its
     * subtypes, 1 for all types, 0 if the range does not match.
     */
    private int precision(String type) {
      if (name.equals(type)) {
        return 3;
      }
      if (name.endsWith("/*") && type.startsWith(name.substring(0, name.length() - 1))) {
        return 2;
      }
      return name.equals("*/*") || name.equals("*") ? 1 : 0;
    }
  }

  /** The accepted media types of a request. */
  public static Accepted of(HttpRequest<?> request) {
    return read(request.getHeaders().getAll("Accept"));
  }

  public static Accepted read(List<String> lines) {
    var ranges = new ArrayList<Range>();
    for (var line : lines) {
      for (var element : line.split(",", -1)) {
        var parts = element.split(";", -1);
        var name = parts[0].strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty()) {
          ranges.add(new Range(name, weight(parts)));
        }
      }
    }
    return new Accepted(ranges);
  }

  private static double weight(String[] parts) {
    for (var i = 1; i < parts.length; i++) {
      var part = parts[i].strip().toLowerCase(Locale.ROOT);
      if (part.startsWith("q=")) {
        return part.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")
            ? Double.parseDouble(part.substring(2))
            : 0;
      }
    }
    return 1;
  }

  /** The weight of a type; 0 if it is not accepted. */
  public double weight(String type) {
    if (ranges.isEmpty()) {
      return 1;
    }
    var precision = 0;
    var weight = 0.0;
    for (var range : ranges) {
      var here = range.precision(type);
      if (here > precision || here > 0 && here == precision && range.weight > weight) {
        precision = here;
        weight = range.weight;
      }
    }
    return weight;
  }

  /**
   * Whether the request names exactly this type with a weight above 0; a range such as {@code *}
   * does not count.
   */
  boolean names(String type) {
    return ranges.stream().anyMatch(range -> range.name.equals(type) && range.weight > 0);
  }

  /**
   * The given type with the greatest weight; the first of those if several have it. If no type is
   * accepted, it is the first of all.
   */
  public String best(String... types) {
    var best = types[0];
    for (var type : types) {
      if (weight(type) > weight(best)) {
        best = type;
      }
    }
    return best;
  }
}
