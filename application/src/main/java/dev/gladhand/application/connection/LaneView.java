package dev.gladhand.application.connection;

import dev.gladhand.application.store.Lanes.LaneStatus;
import dev.gladhand.application.store.Operations.Backlog;
import dev.gladhand.domain.payload.Moments;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a connection's waiting writes are doing, as a partner sees it. */
public record LaneView(@Nullable LaneStatus status, Backlog backlog) {

  /** JSON values; times as RFC 3339 text. */
  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("depth", backlog.pending());
    json.put("oldest_waiting_at", time(backlog.oldest()));
    json.put("due_at", status == null ? null : time(status.dueAt()));
    json.put("holder", status == null ? null : status.holder());
    json.put("parked", status == null ? null : status.parked());
    return json;
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : Moments.format(at);
  }
}
