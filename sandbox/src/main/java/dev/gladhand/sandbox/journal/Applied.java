package dev.gladhand.sandbox.journal;

import dev.gladhand.sandbox.json.Json;
import java.time.Instant;

/**
 * A write that a provider has applied: a message to one driver, or a record that was created or
 * updated.
 *
 * @param request the sequence number of the request that made the write
 * @param key what identifies the write: recipient and text, external id, or reference; a repeated
 *     write has the same key
 */
public record Applied(
    long sequence,
    long request,
    Instant at,
    String provider,
    String resource,
    String operation,
    String id,
    String key,
    Json.Obj fields) {

  /** The write as the control API shows it. */
  public Json.Obj toJson() {
    return Json.obj(
        "sequence", sequence,
        "request", request,
        "at", at,
        "provider", provider,
        "resource", resource,
        "operation", operation,
        "id", id,
        "key", key,
        "fields", fields);
  }

  boolean contains(String text) {
    return key.contains(text) || id.equals(text) || fields.write().contains(text);
  }

  long weight() {
    long weight = 600L + 2L * key.length();
    for (var field : fields.fields().entrySet()) {
      weight += 64 + (field.getValue() instanceof Json.Text(String value) ? value.length() : 32);
    }
    return weight;
  }
}
