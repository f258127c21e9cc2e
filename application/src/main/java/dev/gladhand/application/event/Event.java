package dev.gladhand.application.event;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message for a partner about a change.
 *
 * @param operation the operation that the event is about, which is rendered when the event is read;
 *     null for events that carry their data
 * @param data the event's data as JSON text; null for events of operations
 */
public record Event(
    EventId id,
    PartnerId partner,
    String name,
    @Nullable OperationId operation,
    @Nullable String data,
    Instant createdAt) {

  /**
   * The {@code data} member of an event: the JSON text itself if it is a list, otherwise a list
   * with it as the only item.
   */
  public static String list(String json) {
    return json.startsWith("[") ? json : "[" + json + "]";
  }
}
