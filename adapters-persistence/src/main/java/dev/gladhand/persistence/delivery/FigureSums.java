package dev.gladhand.persistence.delivery;

import dev.gladhand.application.webhook.DeliveryHistory.Figures;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * The sums of a subscription's attempts over several minutes. Queries compute them; no table has
 * such rows.
 */
@MappedEntity(value = "webhook_figure", escape = false)
record FigureSums(@Id UUID webhookId, long attempts, long successes, long millis) {
  Figures figures() {
    return new Figures(attempts, successes, millis);
  }
}
