package dev.gladhand.persistence.webhook;

import dev.gladhand.application.webhook.SigningSecrets;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.application.webhook.WebhookKey;
import dev.gladhand.application.webhook.WebhookKeyPair;
import dev.gladhand.application.webhook.WebhookSecret;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.secret.SealedTable;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.persistence.sql.StoredJson;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Seals and opens the secrets that sign deliveries. */
public final class WebhookSecretRows {
  private static final String CURRENT = "current";
  private static final String PREVIOUS = "previous";
  private static final String PAIR = "ed25519";

  private final WebhookSecretRepository rows;
  private final Vault vault;

  public WebhookSecretRows(WebhookSecretRepository rows, Vault vault) {
    this.rows = rows;
    this.vault = vault;
  }

  void add(WebhookId id, SigningSecrets secrets) {
    rows.save(seal(id, secrets));
  }

  void replace(WebhookId id, SigningSecrets secrets) {
    rows.update(seal(id, secrets));
  }

  void delete(WebhookId id) {
    rows.deleteByWebhookId(id.value());
  }

  Optional<SigningSecrets> find(Webhook webhook) {
    return Optional.ofNullable(findAll(List.of(webhook)).get(webhook.id()));
  }

  Map<WebhookId, SigningSecrets> findAll(Collection<Webhook> webhooks) {
    var known = new HashMap<UUID, Webhook>();
    webhooks.forEach(webhook -> known.put(webhook.id().value(), webhook));
    var found = new HashMap<WebhookId, SigningSecrets>();
    for (var row : rows.findAll(known.keySet().toArray(UUID[]::new))) {
      var webhook = known.get(row.webhookId());
      if (webhook != null) {
        open(webhook, row).ifPresent(secrets -> found.put(webhook.id(), secrets));
      }
    }
    return found;
  }

  private WebhookSecretRow seal(WebhookId id, SigningSecrets secrets) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put(CURRENT, write(secrets.current()));
    json.put(PREVIOUS, secrets.previous() == null ? null : write(secrets.previous()));
    return WebhookSecretRow.of(
        id.value(),
        vault.seal(
            SealedTable.WEBHOOKS, id, JsonWriter.text(json).getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<SigningSecrets> open(Webhook webhook, WebhookSecretRow row) {
    var text =
        new String(
            vault.open(SealedTable.WEBHOOKS, webhook.id(), row.secret()), StandardCharsets.UTF_8);
    var json = StoredJson.object(text);
    var current = read(json.get(CURRENT));
    return current == null
        ? Optional.empty()
        : Optional.of(
            new SigningSecrets(current, read(json.get(PREVIOUS)), webhook.previousSecretUntil()));
  }

  /** Returns the JSON value to seal: a string for a shared secret, an object for a key pair. */
  private static Object write(WebhookKey key) {
    return switch (key) {
      case WebhookSecret secret -> secret.reveal();
      case WebhookKeyPair pair -> Map.of(PAIR, pair.reveal());
    };
  }

  private static @Nullable WebhookKey read(@Nullable Object json) {
    if (json instanceof String secret) {
      return new WebhookSecret(secret);
    }
    return json instanceof Map<?, ?> map && map.get(PAIR) instanceof String pair
        ? WebhookKeyPair.of(pair)
        : null;
  }
}
