package dev.gladhand.persistence;

import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.payload.ResourceId;
import dev.gladhand.persistence.event.EventRows;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connections in a relational database, their credentials sealed. Thread-safe. */
public final class SqlConnections implements Connections {
  private final Database database;
  private final ConnectionRows rows;
  private final SecretRows secrets;
  private final RenewCredentials renewing;
  private final EventRows events = new EventRows();

  public SqlConnections(Database database, MasterKeys keys, SettingsSchemas schemas) {
    this.database = database;
    rows = new ConnectionRows(database, schemas);
    secrets = new SecretRows(database, new Vault(keys));
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
          secrets.add(sql, connection.id(), credentials);
          tell(sql, connection, event);
          return true;
        });
  }

  @Override
  public Optional<Connection> find(ConnectionId id) {
    return database.read(sql -> rows.find(sql, id));
  }

  @Override
  public Map<ConnectionId, Connection> findAll(Collection<ConnectionId> ids) {
    return ids.isEmpty() ? Map.of() : database.read(sql -> rows.findAll(sql, ids));
  }

  @Override
  public Optional<Connection> find(PartnerId partner, ConnectionId id) {
    return database.read(sql -> rows.find(sql, partner, id));
  }

  @Override
  public Optional<StoredCredentials> credentials(ConnectionId id) {
    return database.read(sql -> secrets.find(sql, id));
  }

  /** The credentials of a deleted connection go with it. */
  @Override
  public boolean update(
      Connection connection, @Nullable Credentials credentials, @Nullable String event) {
    return database.transact(
        sql -> {
          if (!rows.update(sql, connection)) {
            return false;
          }
          if (connection.status() == ConnectionStatus.DELETED) {
            secrets.delete(sql, connection.id());
          } else if (credentials != null) {
            secrets.replace(sql, connection.id(), credentials);
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
    return database.search(sql -> rows.list(sql, partner, tsp, fleetRef, after, size));
  }

  @Override
  public Optional<ConnectionId> ownerOf(PartnerId partner, ResourceId record) {
    return database.read(
        sql -> {
          try (var statement =
              sql.prepareStatement(
                  "select connection_id from reference where id = ? and partner_id = ?")) {
            Parameters.of(statement).id(record.value()).id(partner.value());
            try (var found = statement.executeQuery()) {
              return found.next()
                  ? Optional.of(new ConnectionId(Columns.of(found).id()))
                  : Optional.empty();
            }
          }
        });
  }
}
