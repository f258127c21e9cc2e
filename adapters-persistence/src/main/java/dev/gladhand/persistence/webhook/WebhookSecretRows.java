package dev.gladhand.persistence.webhook;

import dev.gladhand.application.event.SigningSecrets;
import dev.gladhand.application.event.Webhook;
import dev.gladhand.application.event.WebhookId;
import dev.gladhand.application.event.WebhookSecret;
import dev.gladhand.persistence.secret.SealedTable;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.persistence.sql.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The secrets that deliveries are signed with, sealed and opened. */
public final class WebhookSecretRows {
  private static final String CURRENT = "current";
  private static final String PREVIOUS = "previous";

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
    json.put(CURRENT, secrets.current().reveal());
    json.put(PREVIOUS, secrets.previous() == null ? null : secrets.previous().reveal());
    return WebhookSecretRow.of(
        id.value(),
        vault.seal(SealedTable.WEBHOOKS, id, Json.write(json).getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<SigningSecrets> open(Webhook webhook, WebhookSecretRow row) {
    var text =
        new String(
            vault.open(SealedTable.WEBHOOKS, webhook.id(), row.secret()), StandardCharsets.UTF_8);
    var json = Json.object(text);
    if (!(json.get(CURRENT) instanceof String current)) {
      return Optional.empty();
    }
    var previous = json.get(PREVIOUS) instanceof String before ? new WebhookSecret(before) : null;
    return Optional.of(
        new SigningSecrets(new WebhookSecret(current), previous, webhook.previousSecretUntil()));
  }
}
