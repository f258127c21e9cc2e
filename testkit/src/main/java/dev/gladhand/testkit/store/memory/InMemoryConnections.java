package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.Connections;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.testkit.store.memory.InMemoryTables.Lane;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connections in memory, without encryption. */
final class InMemoryConnections implements Connections {
  private final InMemoryTables tables;

  InMemoryConnections(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public boolean add(Connection connection, Credentials credentials, String event, int most) {
    synchronized (tables) {
      var present =
          tables.connections.values().stream()
              .filter(other -> other.partner().equals(connection.partner()))
              .filter(other -> other.status() != ConnectionStatus.DELETED)
              .count();
      if (present >= most) {
        return false;
      }
      if (tables.connections.putIfAbsent(connection.id().value(), connection) != null) {
        throw new IllegalStateException("connection " + connection.id() + " exists");
      }
      tables.credentials.put(
          connection.id().value(), new StoredCredentials(credentials.fields().toJson(), 1));
      var lane = new Lane();
      lane.skips = skips(connection);
      tables.lanes.put(connection.id().value(), lane);
      tables.tell(connection, event);
      return true;
    }
  }

  private static boolean skips(Connection connection) {
    return connection.settings().get(Settings.ON_FAILURE) == Settings.OnFailure.SKIP;
  }

  @Override
  public Optional<Connection> find(ConnectionId id) {
    synchronized (tables) {
      return Optional.ofNullable(tables.connections.get(id.value()));
    }
  }

  @Override
  public Optional<Connection> find(PartnerId partner, ConnectionId id) {
    return find(id).filter(connection -> connection.partner().equals(partner));
  }

  @Override
  public Optional<StoredCredentials> credentials(ConnectionId id) {
    synchronized (tables) {
      return Optional.ofNullable(tables.credentials.get(id.value()));
    }
  }

  @Override
  public boolean update(
      Connection connection, @Nullable Credentials credentials, @Nullable String event) {
    synchronized (tables) {
      var id = connection.id().value();
      var before = tables.connections.get(id);
      if (before == null || before.version() != connection.version() - 1) {
        return false;
      }
      tables.connections.put(id, connection);
      var lane = tables.lane(connection.id());
      if (lane.skips != skips(connection)) {
        lane.skips = skips(connection);
        tables.freeAll(connection.id());
        tables.wake(lane);
      }
      if (connection.status() == ConnectionStatus.DELETED) {
        tables.credentials.remove(id);
      } else if (credentials != null) {
        replace(connection.id(), credentials);
      }
      tables.tell(connection, event);
      return true;
    }
  }

  private StoredCredentials replace(ConnectionId id, Credentials credentials) {
    var before = tables.credentials.get(id.value());
    var after =
        new StoredCredentials(
            credentials.fields().toJson(), before == null ? 1 : before.version() + 1);
    tables.credentials.put(id.value(), after);
    return after;
  }

  @Override
  public StoredCredentials renew(
      ConnectionId id, long seen, Function<StoredCredentials, Optional<Credentials>> renew) {
    synchronized (tables) {
      var current = tables.credentials.get(id.value());
      if (current == null) {
        throw new IllegalStateException("connection " + id + " has no credentials");
      }
      if (current.version() != seen) {
        return current;
      }
      return renew.apply(current).map(renewed -> replace(id, renewed)).orElse(current);
    }
  }

  @Override
  public List<Connection> list(
      PartnerId partner,
      @Nullable TspId tsp,
      @Nullable String fleetRef,
      @Nullable ConnectionId after,
      int size) {
    synchronized (tables) {
      var page =
          after == null ? tables.connections : tables.connections.tailMap(after.value(), false);
      return page.values().stream()
          .filter(connection -> connection.partner().equals(partner))
          .filter(connection -> connection.status() != ConnectionStatus.DELETED)
          .filter(connection -> tsp == null || connection.tsp().equals(tsp))
          .filter(connection -> fleetRef == null || fleetRef.equals(connection.fleetRef()))
          .limit(size)
          .toList();
    }
  }
}
