package dev.gladhand.persistence.delivery;

import dev.gladhand.application.event.EventId;
import dev.gladhand.application.webhook.DeliveryHistory.LogLine;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the delivery log; {@link AttemptRows} writes many of them at once. */
@MappedEntity(value = "webhook_attempt", escape = false)
record AttemptRow(
    @Id long number,
    UUID webhookId,
    UUID eventId,
    String eventName,
    int attempt,
    boolean success,
    @Nullable Integer statusCode,
    @Nullable String error,
    int millis,
    Instant createdAt) {

  LogLine line() {
    return new LogLine(
        number,
        new EventId(eventId),
        eventName,
        attempt,
        success,
        statusCode,
        error,
        millis,
        createdAt);
  }
}
