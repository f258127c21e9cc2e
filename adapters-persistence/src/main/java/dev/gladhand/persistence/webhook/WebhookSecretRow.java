package dev.gladhand.persistence.webhook;

import dev.gladhand.persistence.secret.Vault;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** The row with the sealed secret that signs the deliveries of one subscription. */
@MappedEntity(value = "webhook_secret", escape = false)
record WebhookSecretRow(@Id UUID webhookId, String keyId, String wrappedKey, String sealed) {
  static WebhookSecretRow of(UUID webhook, Vault.Sealed sealed) {
    return new WebhookSecretRow(webhook, sealed.keyId(), sealed.wrappedKey(), sealed.text());
  }

  Vault.Sealed secret() {
    return new Vault.Sealed(keyId, wrappedKey, sealed);
  }
}
