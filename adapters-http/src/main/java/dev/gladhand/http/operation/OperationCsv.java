package dev.gladhand.http.operation;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.http.JsonWriter;
import dev.gladhand.http.PieceStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a list's filters match, as RFC 4180: a header line, then an operation a line.
 * Reads a page at a time, as fast as the client takes it.
 */
final class OperationCsv implements PieceStream.Pieces {
  /** Payloads take up to 256 KiB each. */
  private static final int PAGE = 50;

  /** What is no scalar; the payload is written as JSON text. */
  private static final Set<String> LEFT_OUT = Set.of("logs", "recipients", "fields_not_delivered");

  private final OperationListRequest asked;
  private final ReadOperations operations;
  private final Runnable closed;
  private @Nullable OperationId after;
  private byte @Nullable [] first;
  private boolean headed;
  private boolean ended;

  /**
   * @param asked its page and cursor do not count
   * @param now what is accepted later does not belong to it
   * @param closed is told when nothing more is read
   */
  OperationCsv(
      OperationListRequest asked, ReadOperations operations, Instant now, Runnable closed) {
    this.asked = asked.whole(now, PAGE);
    this.operations = operations;
    this.closed = closed;
  }

  /** Reads the first page. Throws {@code StoreUnavailable}. */
  void begin() {
    first = next();
  }

  @Override
  public byte @Nullable [] next() {
    var ready = first;
    first = null;
    if (ready != null) {
      return ready;
    }
    if (ended) {
      return null;
    }
    var found = operations.list(asked.behind(after));
    ended = found.size() < PAGE;
    if (!found.isEmpty()) {
      after = found.getLast().id();
    }
    var text = text(found);
    return text.isEmpty() ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private String text(List<OperationView> found) {
    var out = new StringBuilder();
    if (!headed) {
      headed = true;
      line(out, columns());
    }
    for (var view : found) {
      var json = view.toJson();
      json.keySet().removeAll(LEFT_OUT);
      line(out, json.values().stream().map(OperationCsv::text).toList());
    }
    return out.toString();
  }

  private static List<String> columns() {
    var names = new LinkedHashSet<>(OperationView.members());
    names.removeAll(LEFT_OUT);
    return List.copyOf(names);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> payload -> JsonWriter.text(payload);
      default -> value.toString();
    };
  }

  private static void line(StringBuilder out, List<String> cells) {
    for (var i = 0; i < cells.size(); i++) {
      out.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
    }
    out.append("\r\n");
  }

  /** A spreadsheet takes what begins like a formula for one. */
  static String cell(String text) {
    var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }

  @Override
  public void close() {
    ended = true;
    closed.run();
  }
}
