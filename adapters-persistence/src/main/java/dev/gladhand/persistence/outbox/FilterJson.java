package dev.gladhand.persistence.outbox;

import dev.gladhand.application.event.Filters;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.json.Json;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.StoredJson;
import java.util.Locale;

/** Writes and reads the filters of a subscription as JSON. */
public final class FilterJson {
  private FilterJson() {}

  public static String write(Filters filters) {
    return JsonWriter.text(filters.toJson());
  }

  public static Filters read(String text) {
    var json = StoredJson.object(text);
    return new Filters(
        Json.strings(json.get("fleet_refs")),
        Json.strings(json.get("connection_ids")).stream().map(ConnectionId::of).toList(),
        Json.strings(json.get("resources")).stream()
            .map(one -> Resource.ofWire(one).orElseThrow())
            .toList(),
        Json.strings(json.get("modes")).stream()
            .map(one -> Mode.valueOf(one.toUpperCase(Locale.ROOT)))
            .toList());
  }
}
