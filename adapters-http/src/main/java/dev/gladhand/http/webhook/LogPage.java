package dev.gladhand.http.webhook;

import dev.gladhand.application.event.DeliveryHistory.LogLine;
import dev.gladhand.domain.payload.Moments;
import dev.gladhand.http.Call;
import dev.gladhand.http.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a subscription's attempts, the newest first.
 *
 * @param before the number below which it begins; null for the newest
 */
record LogPage(@Nullable Long before, int size) {
  private static final String KIND = "webhook-logs";
  private static final int MOST = 1000;
  private static final int USUAL = 300;

  static LogPage of(Call call) {
    return new LogPage(
        call.query().read("cursor", "a cursor of this list", LogPage::read),
        call.query().whole("size", 1, MOST, USUAL));
  }

  private static @Nullable Long read(String text) {
    var parts = Cursor.read(text, 2);
    if (parts == null
        || !parts.getFirst().equals(KIND)
        || !parts.getLast().matches("[0-9]{1,18}")) {
      return null;
    }
    return Long.valueOf(parts.getLast());
  }

  /** The page as JSON values, of one line more than it shows if there are that many. */
  Map<String, @Nullable Object> of(List<LogLine> lines) {
    var shown = lines.subList(0, Math.min(size, lines.size()));
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("items", shown.stream().map(LogPage::line).toList());
    json.put("current_page", before == null ? null : cursor(before));
    json.put("current_page_backwards", null);
    json.put("previous_page", null);
    json.put("next_page", lines.size() > size ? cursor(shown.getLast().number()) : null);
    return json;
  }

  private static String cursor(long number) {
    return Cursor.write(KIND, Long.toString(number));
  }

  private static Map<String, @Nullable Object> line(LogLine line) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("event_id", line.event().toString());
    json.put("event_name", line.eventName());
    json.put("attempt", line.attempt());
    json.put("status", line.success() ? "success" : "failed");
    json.put("status_code", line.status());
    json.put("error", line.error());
    json.put("response_time_ms", line.millis());
    json.put("created_at", Moments.format(line.at()));
    return json;
  }
}
