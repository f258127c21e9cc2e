package dev.gladhand.application.connection;

import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.Lanes.LaneStatus;
import dev.gladhand.application.store.Operations.Backlog;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.Waiting;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a connection's waiting writes, as a partner sees it. */
public record LaneView(@Nullable LaneStatus status, Backlog backlog) {

  /** JSON values; times as RFC 3339 text. */
  public Map<String, @Nullable Object> toJson() {
    var memory = LaneMemory.of(status == null ? null : status.memory());
    var why = status == null ? null : memory.why(status.now());
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("depth", backlog.pending());
    json.put("oldest_waiting_at", time(backlog.oldest()));
    json.put("waiting_on", waitingOn(why));
    json.put("waits_until", why == null || parked() != null ? null : time(memory.until()));
    json.put("due_at", status == null ? null : time(status.dueAt()));
    json.put("holder", status == null ? null : status.holder());
    json.put("parked", parked());
    json.put("buckets", memory.buckets().stream().map(LaneView::bucket).toList());
    return json;
  }

  private @Nullable String waitingOn(@Nullable Waiting why) {
    if (parked() != null) {
      return Waiting.CREDENTIALS.wire().equals(parked()) ? Waiting.CREDENTIALS.wire() : null;
    }
    if (why != null) {
      return why.wire();
    }
    return backlog.pending() == 0 ? null : Waiting.QUEUE.wire();
  }

  private @Nullable String parked() {
    return status == null ? null : status.parked();
  }

  private static Map<String, @Nullable Object> bucket(LaneMemory.Bucket bucket) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("scope", bucket.scope());
    json.put("per_second", bucket.perSecond());
    json.put("learned_share", bucket.learnedShare());
    json.put("permits", bucket.permits());
    json.put("at", Moments.format(bucket.at()));
    return json;
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : Moments.format(at);
  }
}
