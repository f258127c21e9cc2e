package dev.gladhand.application.event;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that partners can be told of.
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

  /** The {@code data} member: the list itself, or a list of the one object. */
  public static String list(String json) {
    return json.startsWith("[") ? json : "[" + json + "]";
  }
}
