package dev.gladhand.application.event;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and that somebody may want to hear of.
 *
 * @param operation the operation it tells of, which is rendered when it is told; null for events
 *     that carry their data
 * @param data JSON text of what it tells of; null for events of operations
 */
public record Event(
    EventId id,
    PartnerId partner,
    String name,
    @Nullable OperationId operation,
    @Nullable String data,
    Instant createdAt) {

  /** The {@code data} of what is told: a list, of one object unless it is a list already. */
  public static String list(String json) {
    return json.startsWith("[") ? json : "[" + json + "]";
  }
}
