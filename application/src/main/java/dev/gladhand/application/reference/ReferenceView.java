package dev.gladhand.application.reference;

import dev.gladhand.application.store.References.Stored;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A known record of a TSP as a partner sees it: its ids, and every field of its resource with its
 * last known value.
 */
public record ReferenceView(Stored stored) {

  /** JSON values in the order of the API; times as RFC 3339 text. */
  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", stored.id().toString());
    json.put("source_id", stored.source() == null ? null : stored.source().value());
    json.put("name", stored.name());
    json.put("roles", stored.roles());
    json.put("connection_id", stored.connection().toString());
    json.put("source_name", stored.tsp().slug());
    json.put("fleet_ref", stored.fleetRef());
    json.put("created_at", Moments.format(stored.createdAt()));
    json.put("updated_at", Moments.format(stored.updatedAt()));
    for (var field : Payloads.shape(stored.resource(), OperationType.CREATE).fields()) {
      json.putIfAbsent(field.name(), stored.fields().get(field.name()));
    }
    return json;
  }
}
