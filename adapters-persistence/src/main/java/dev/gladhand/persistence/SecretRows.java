package dev.gladhand.persistence;

import dev.gladhand.application.store.Connections.StoredCredentials;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The sealed credentials of connections, and who renews them at the moment. */
final class SecretRows {
  private static final String INSERT =
      """
      insert into connection_secret (connection_id, key_id, wrapped_key, sealed, version)
      values (?, ?, ?, ?, 1)""";
  private static final String FIND =
      "select key_id, wrapped_key, sealed, version from connection_secret where connection_id = ?";
  private static final String REPLACE =
      """
      update connection_secret set key_id = ?, wrapped_key = ?, sealed = ?, version = version + 1,
        renewed_by = null, renewed_until = null
      where connection_id = ?""";

  private final Vault vault;
  private final String hold;

  SecretRows(Database database, Vault vault) {
    this.vault = vault;
    hold =
        database.sql(
            """
            update connection_secret
            set renewed_by = ?, renewed_until = {now} + cast(? as bigint) * interval '0.000001' second
            where connection_id = ? and version = ? and (renewed_until is null or renewed_until <= {now})""");
  }

  void add(Connection sql, ConnectionId id, Credentials credentials) throws SQLException {
    var sealed = seal(id, credentials);
    try (var statement = sql.prepareStatement(INSERT)) {
      Parameters.of(statement)
          .id(id.value())
          .text(sealed.keyId())
          .text(sealed.wrappedKey())
          .text(sealed.text());
      statement.executeUpdate();
    }
  }

  Optional<StoredCredentials> find(Connection sql, ConnectionId id) throws SQLException {
    try (var statement = sql.prepareStatement(FIND)) {
      Parameters.of(statement).id(id.value());
      try (var found = statement.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        var row = Columns.of(found);
        var sealed = new Vault.Sealed(row.text(), row.text(), row.text());
        var json = new String(vault.open(name(id), sealed), StandardCharsets.UTF_8);
        return Optional.of(new StoredCredentials(Json.object(json), row.number()));
      }
    }
  }

  /** New credentials, whatever there was; nobody's renewal of the old ones counts any more. */
  void replace(Connection sql, ConnectionId id, Credentials credentials) throws SQLException {
    if (replaced(sql, id, credentials, REPLACE, -1) == 0) {
      add(sql, id, credentials);
    }
  }

  /** Renewed credentials, if those that they come from are still the ones stored. */
  boolean replace(Connection sql, ConnectionId id, Credentials credentials, long version)
      throws SQLException {
    return replaced(sql, id, credentials, REPLACE + " and version = ?", version) == 1;
  }

  private int replaced(
      Connection sql, ConnectionId id, Credentials credentials, String text, long version)
      throws SQLException {
    var sealed = seal(id, credentials);
    try (var statement = sql.prepareStatement(text)) {
      var row =
          Parameters.of(statement)
              .text(sealed.keyId())
              .text(sealed.wrappedKey())
              .text(sealed.text())
              .id(id.value());
      if (version >= 0) {
        row.number(version);
      }
      return statement.executeUpdate();
    }
  }

  void delete(Connection sql, ConnectionId id) throws SQLException {
    try (var statement =
        sql.prepareStatement("delete from connection_secret where connection_id = ?")) {
      Parameters.of(statement).id(id.value());
      statement.executeUpdate();
    }
  }

  /** Whether the right to renew this version is ours now. */
  boolean hold(Connection sql, ConnectionId id, long version, UUID holder, Duration lease)
      throws SQLException {
    try (var statement = sql.prepareStatement(hold)) {
      Parameters.of(statement).id(holder).micros(lease).id(id.value()).number(version);
      return statement.executeUpdate() == 1;
    }
  }

  void letGo(Connection sql, ConnectionId id, UUID holder) throws SQLException {
    try (var statement =
        sql.prepareStatement(
            """
            update connection_secret set renewed_by = null, renewed_until = null
            where connection_id = ? and renewed_by = ?""")) {
      Parameters.of(statement).id(id.value()).id(holder);
      statement.executeUpdate();
    }
  }

  private Vault.Sealed seal(ConnectionId id, Credentials credentials) {
    var json = Json.write(credentials.fields().toJson());
    return vault.seal(name(id), json.getBytes(StandardCharsets.UTF_8));
  }

  static String name(ConnectionId id) {
    return "connection:" + id;
  }
}
