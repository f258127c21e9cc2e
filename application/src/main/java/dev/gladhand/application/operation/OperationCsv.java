package dev.gladhand.application.operation;

import dev.gladhand.json.JsonWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes operations as CSV lines (RFC 4180) that a spreadsheet reads as text only. */
public final class OperationCsv {
  /**
   * The members of an operation that the CSV leaves out, because they are lists. The payload is
   * written as JSON text.
   */
  private static final Set<String> LEFT_OUT = Set.of("logs", "recipients", "fields_not_delivered");

  private OperationCsv() {}

  /** The header line. */
  public static String head() {
    var names = new LinkedHashSet<>(OperationView.members());
    names.removeAll(LEFT_OUT);
    return line(List.copyOf(names));
  }

  /** One line for each operation. */
  public static String lines(List<OperationView> operations) {
    var out = new StringBuilder();
    for (var view : operations) {
      var members = view.toJson();
      members.keySet().removeAll(LEFT_OUT);
      out.append(line(members.values().stream().map(OperationCsv::text).toList()));
    }
    return out.toString();
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> payload -> JsonWriter.text(payload);
      default -> value.toString();
    };
  }

  private static String line(List<String> cells) {
    return String.join(",", cells.stream().map(OperationCsv::cell).toList()) + "\r\n";
  }

  /**
   * The cell of a text. A text that a spreadsheet would take for a formula gets an apostrophe in
   * front.
   */
  static String cell(String text) {
    var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
