package dev.gladhand.http.webhook;

import dev.gladhand.application.SealedNumbers;
import dev.gladhand.application.webhook.DeliveryHistory.LogLine;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.http.request.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a subscription's delivery attempts, the newest first.
 *
 * @param cursor the page's own cursor; null for the newest page
 * @param before the page has the attempts with numbers below this one; null for the newest page
 */
record LogPage(@Nullable String cursor, @Nullable Long before, int size) {
  private static final int MOST = 1000;
  private static final int USUAL = 300;

  /**
   * Reads the parameters {@code cursor} and {@code size}.
   *
   * @param webhook the subscription whose attempts are listed
   */
  static LogPage of(Call call, SealedNumbers numbers, WebhookId webhook) {
    return new LogPage(
        call.query().text("cursor"),
        call.query()
            .read("cursor", "a cursor of this list", text -> numbers.open(place(webhook), text)),
        call.query().whole("size", 1, MOST, USUAL));
  }

  private static String place(WebhookId webhook) {
    return "webhook-logs " + webhook;
  }

  /**
   * The page as JSON values. {@code lines} has one line more than the page shows if there are
   * further ones.
   */
  Map<String, @Nullable Object> of(List<LogLine> lines, SealedNumbers numbers, WebhookId webhook) {
    var shown = lines.subList(0, Math.min(size, lines.size()));
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("items", shown.stream().map(LogPage::line).toList());
    json.put("current_page", cursor);
    json.put("current_page_backwards", null);
    json.put("previous_page", null);
    json.put(
        "next_page",
        lines.size() > size ? numbers.seal(place(webhook), shown.getLast().number()) : null);
    return json;
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
