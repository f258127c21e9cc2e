package dev.gladhand.persistence.connection;

import dev.gladhand.application.store.Connections.StoredCredentials;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.secret.SealedTable;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.persistence.sql.StoredJson;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals and opens the credentials of connections, and stores which call has the right to renew
 * them.
 */
final class SecretRows {
  private final Database database;
  private final ConnectionSecretRepository rows;
  private final Vault vault;

  SecretRows(Database database, ConnectionSecretRepository rows, Vault vault) {
    this.database = database;
    this.rows = rows;
    this.vault = vault;
  }

  void add(ConnectionId id, Credentials credentials) {
    rows.save(ConnectionSecretRow.first(id.value(), seal(id, credentials)));
  }

  Optional<StoredCredentials> find(ConnectionId id) {
    return rows.findById(id.value())
        .map(
            row -> {
              var json = vault.open(SealedTable.CONNECTIONS, id, row.secret());
              return new StoredCredentials(
                  StoredJson.object(new String(json, StandardCharsets.UTF_8)), row.version());
            });
  }

  /**
   * Stores new credentials in place of any old ones; a renewal of the old ones then has no effect.
   */
  void replace(ConnectionId id, Credentials credentials) {
    var sealed = seal(id, credentials);
    if (rows.replace(id.value(), sealed.keyId(), sealed.wrappedKey(), sealed.text()) == 0) {
      rows.save(ConnectionSecretRow.first(id.value(), sealed));
    }
  }

  /**
   * Stores renewed credentials in place of the old ones; returns false and stores nothing if the
   * stored credentials no longer have this version.
   */
  boolean replace(ConnectionId id, Credentials credentials, long version) {
    var sealed = seal(id, credentials);
    return rows.replaceVersion(
            id.value(), sealed.keyId(), sealed.wrappedKey(), sealed.text(), version)
        == 1;
  }

  void delete(ConnectionId id) {
    rows.deleteByConnectionId(id.value());
  }

  /**
   * Takes the right to renew this version of the credentials for the time of the lease; returns
   * false if another call has the right, or if another version is stored.
   */
  boolean hold(Connection sql, ConnectionId id, long version, UUID holder, Duration lease)
      throws SQLException {
    var now = database.time(sql);
    return rows.hold(id.value(), version, holder, now, now.plus(lease)) == 1;
  }

  void letGo(ConnectionId id, UUID holder) {
    rows.letGo(id.value(), holder);
  }

  private Vault.Sealed seal(ConnectionId id, Credentials credentials) {
    var json = JsonWriter.text(credentials.fields().toJson());
    return vault.seal(SealedTable.CONNECTIONS, id, json.getBytes(StandardCharsets.UTF_8));
  }
}
