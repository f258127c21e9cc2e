package dev.gladhand.persistence.outbox;

import dev.gladhand.application.event.Filters;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.persistence.sql.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The filters of a subscription as the store keeps them. */
public final class FilterJson {
  private FilterJson() {}

  public static String write(Filters filters) {
    return Json.write(filters.toJson());
  }

  public static Filters read(String text) {
    var json = Json.object(text);
    return new Filters(
        strings(json.get("fleet_refs")),
        strings(json.get("connection_ids")).stream().map(ConnectionId::of).toList(),
        strings(json.get("resources")).stream()
            .map(one -> Resource.ofWire(one).orElseThrow())
            .toList(),
        strings(json.get("modes")).stream()
            .map(one -> Mode.valueOf(one.toUpperCase(Locale.ROOT)))
            .toList());
  }

  private static List<String> strings(@Nullable Object list) {
    return list instanceof List<?> all ? all.stream().map(String.class::cast).toList() : List.of();
  }
}
