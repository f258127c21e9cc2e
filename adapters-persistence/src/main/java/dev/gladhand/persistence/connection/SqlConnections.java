package dev.gladhand.persistence.connection;

import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.outbox.EventRows;
import dev.gladhand.persistence.partner.PartnerLock;
import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.secret.Vault;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores connections in a relational database with sealed credentials. Thread-safe. */
@Singleton
public final class SqlConnections implements Connections {
  private final Database database;
  private final ConnectionRows rows;
  private final SecretRows secrets;
  private final RenewCredentials renewing;
  private final EventRows events = new EventRows();

  public SqlConnections(
      Database database,
      ConnectionRepository connections,
      ConnectionSecretRepository sealed,
      MasterKeys keys,
      SettingsSchemas schemas) {
    this.database = database;
    rows = new ConnectionRows(database, connections, schemas);
    secrets = new SecretRows(database, sealed, new Vault(keys));
    renewing = new RenewCredentials(database, secrets);
  }

  @Override
  public boolean add(Connection connection, Credentials credentials, String event, int most) {
    return database.transact(
        sql -> {
          PartnerLock.take(sql, connection.partner());
          var from = "from connection where partner_id = ? and deleted_at is null";
          if (PartnerLock.count(sql, connection.partner(), from, most) >= most) {
            return false;
          }
          rows.insert(sql, connection);
          secrets.add(connection.id(), credentials);
          tell(sql, connection, event);
          return true;
        });
  }

  @Override
  public Optional<Connection> find(ConnectionId id) {
    return database.read(_ -> rows.find(id));
  }

  @Override
  public Map<ConnectionId, Connection> findAll(Collection<ConnectionId> ids) {
    return ids.isEmpty() ? Map.of() : database.read(_ -> rows.findAll(ids));
  }

  @Override
  public Optional<Connection> find(PartnerId partner, ConnectionId id) {
    return database.read(_ -> rows.find(partner, id));
  }

  @Override
  public Optional<StoredCredentials> credentials(ConnectionId id) {
    return database.read(_ -> secrets.find(id));
  }

  /**
   * Stores a changed connection, its new credentials and its event in one transaction. If its new
   * status is deleted, its credentials are deleted.
   */
  @Override
  public boolean update(
      Connection connection, @Nullable Credentials credentials, @Nullable String event) {
    return database.transact(
        sql -> {
          if (!rows.update(sql, connection)) {
            return false;
          }
          if (connection.status() == ConnectionStatus.DELETED) {
            secrets.delete(connection.id());
          } else if (credentials != null) {
            secrets.replace(connection.id(), credentials);
          }
          tell(sql, connection, event);
          return true;
        });
  }

  private void tell(java.sql.Connection sql, Connection connection, @Nullable String event)
      throws SQLException {
    if (event != null) {
      events.add(sql, List.of(ConnectionRows.event(connection, event)));
    }
  }

  @Override
  public StoredCredentials renew(
      ConnectionId id, long seen, Function<StoredCredentials, Optional<Credentials>> renew) {
    return renewing.run(id, seen, renew);
  }

  @Override
  public List<Connection> list(
      PartnerId partner,
      @Nullable TspId tsp,
      @Nullable String fleetRef,
      @Nullable ConnectionId after,
      int size) {
    return database.search(_ -> rows.list(partner, tsp, fleetRef, after, size));
  }
}
