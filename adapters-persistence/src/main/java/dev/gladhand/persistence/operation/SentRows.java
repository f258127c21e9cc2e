package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.Sent;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.tsp.SentRequest;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.StoredJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the requests that attempts have sent as JSON. Each request is one line, so that further
 * ones can be appended.
 */
final class SentRows {
  /**
   * SQL for the new value of the column {@code sent} in {@code work}, whose alias is {@code w}:
   * further lines are appended, unless the column already has more than {@link
   * Operations#SENT_KEPT} characters.
   */
  static final String APPENDED =
      """
      case when cast({sent} as varchar) is null or char_length(coalesce(w.sent, '')) > %d then w.sent
        else coalesce(w.sent, '') || cast({sent} as varchar) end"""
          .formatted(Operations.SENT_KEPT);

  private SentRows() {}

  /** Returns the text, with one line for each request; null if there are none. */
  static @Nullable String write(List<Sent> sent) {
    if (sent.isEmpty()) {
      return null;
    }
    var lines = new StringBuilder();
    sent.forEach(one -> lines.append(JsonWriter.text(json(one))).append('\n'));
    return lines.toString();
  }

  static List<Sent> read(@Nullable String lines) {
    return lines == null
        ? List.of()
        : lines.lines().map(line -> sent(StoredJson.object(line))).toList();
  }

  private static Map<String, @Nullable Object> json(Sent sent) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("attempt", sent.attempt());
    json.put("at", Moments.format(sent.at()));
    json.put("method", sent.request().method());
    json.put("url", sent.request().url());
    json.put("headers", sent.request().headers());
    if (sent.request().body() != null) {
      json.put("body", sent.request().body());
    }
    return json;
  }

  private static Sent sent(Map<String, @Nullable Object> json) {
    var headers = new LinkedHashMap<String, String>();
    if (json.get("headers") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
    }
    return new Sent(
        json.get("attempt") instanceof BigDecimal number ? number.intValueExact() : 0,
        Instant.parse(String.valueOf(json.get("at"))),
        new SentRequest(
            String.valueOf(json.get("method")),
            String.valueOf(json.get("url")),
            headers,
            json.get("body") instanceof String body ? body : null));
  }
}
