package dev.gladhand.persistence.event;

import dev.gladhand.application.event.SigningSecrets;
import dev.gladhand.application.event.Webhook;
import dev.gladhand.application.event.WebhookId;
import dev.gladhand.application.event.WebhookSecret;
import dev.gladhand.persistence.Columns;
import dev.gladhand.persistence.Json;
import dev.gladhand.persistence.Parameters;
import dev.gladhand.persistence.Vault;
import dev.gladhand.persistence.Vault.Sealed;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secrets that deliveries are signed with, encrypted. */
public final class WebhookSecretRows {
  private static final String SELECT =
      "select webhook_id, key_id, wrapped_key, sealed from webhook_secret where webhook_id = any(?)";
  private static final String INSERT =
      "insert into webhook_secret (key_id, wrapped_key, sealed, webhook_id) values (?, ?, ?, ?)";
  private static final String UPDATE =
      "update webhook_secret set key_id = ?, wrapped_key = ?, sealed = ? where webhook_id = ?";
  private static final String CURRENT = "current";
  private static final String PREVIOUS = "previous";

  private final Vault vault;

  public WebhookSecretRows(Vault vault) {
    this.vault = vault;
  }

  void put(Connection connection, WebhookId id, SigningSecrets secrets) throws SQLException {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put(CURRENT, secrets.current().reveal());
    json.put(PREVIOUS, secrets.previous() == null ? null : secrets.previous().reveal());
    var sealed = vault.seal(name(id), Json.write(json).getBytes(StandardCharsets.UTF_8));
    if (!write(connection, UPDATE, id, sealed)) {
      write(connection, INSERT, id, sealed);
    }
  }

  private static String name(WebhookId id) {
    return "webhook:" + id;
  }

  private static boolean write(Connection connection, String text, WebhookId id, Sealed sealed)
      throws SQLException {
    try (var statement = connection.prepareStatement(text)) {
      Parameters.of(statement)
          .text(sealed.keyId())
          .text(sealed.wrappedKey())
          .text(sealed.text())
          .id(id.value());
      return statement.executeUpdate() == 1;
    }
  }

  Optional<SigningSecrets> find(Connection connection, Webhook webhook) throws SQLException {
    return Optional.ofNullable(findAll(connection, List.of(webhook)).get(webhook.id()));
  }

  Map<WebhookId, SigningSecrets> findAll(Connection connection, Collection<Webhook> webhooks)
      throws SQLException {
    var until = new HashMap<WebhookId, Webhook>();
    webhooks.forEach(webhook -> until.put(webhook.id(), webhook));
    var found = new HashMap<WebhookId, SigningSecrets>();
    try (var statement = connection.prepareStatement(SELECT)) {
      Parameters.of(statement).ids(LaneRows.ids(until.keySet()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          var id = new WebhookId(row.id());
          var webhook = until.get(id);
          var json =
              Json.object(
                  new String(
                      vault.open(name(id), new Sealed(row.text(), row.text(), row.text())),
                      StandardCharsets.UTF_8));
          if (webhook != null && json.get(CURRENT) instanceof String current) {
            var previous =
                json.get(PREVIOUS) instanceof String text ? new WebhookSecret(text) : null;
            found.put(
                id,
                new SigningSecrets(
                    new WebhookSecret(current), previous, webhook.previousSecretUntil()));
          }
        }
      }
    }
    return found;
  }
}
