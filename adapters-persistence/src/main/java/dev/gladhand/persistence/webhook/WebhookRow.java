package dev.gladhand.persistence.webhook;

import dev.gladhand.application.event.EventPattern;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.application.webhook.WebhookStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.record.Sha256;
import dev.gladhand.persistence.outbox.FilterJson;
import dev.gladhand.persistence.sql.Micros;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of subscriptions.
 *
 * @param filters as JSON
 * @param sameness a hash of the values in which two subscriptions of one partner must differ
 */
@MappedEntity(value = "webhook", escape = false)
record WebhookRow(
    @Id UUID id,
    UUID partnerId,
    String url,
    String eventName,
    String filters,
    @Nullable String publicKey,
    String sameness,
    String status,
    @Nullable String staleReason,
    @Nullable Instant previousSecretUntil,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  static WebhookRow of(Webhook webhook) {
    return new WebhookRow(
        webhook.id().value(),
        webhook.partner().value(),
        webhook.url().toString(),
        webhook.pattern().wire(),
        FilterJson.write(webhook.filters()),
        webhook.publicKey(),
        Sha256.hex(webhook.sameness()),
        webhook.status().wire(),
        webhook.staleReason(),
        Micros.ofMaybe(webhook.previousSecretUntil()),
        Micros.of(webhook.createdAt()),
        Micros.of(webhook.updatedAt()),
        webhook.version());
  }

  Webhook webhook() {
    return new Webhook(
        new WebhookId(id),
        new PartnerId(partnerId),
        URI.create(url),
        EventPattern.ofWire(eventName).orElseThrow(),
        FilterJson.read(filters),
        publicKey,
        Wire.of(WebhookStatus.class, status)
            .orElseThrow(() -> new IllegalArgumentException("no status of a webhook: " + status)),
        staleReason,
        previousSecretUntil,
        createdAt,
        updatedAt,
        version);
  }
}
