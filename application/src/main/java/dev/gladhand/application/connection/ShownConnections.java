package dev.gladhand.application.connection;

import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.field.Faults;
import java.util.Map;

/** Makes the view of a connection that a partner sees. */
public final class ShownConnections {
  private final Connections connections;
  private final Lanes lanes;
  private final Operations operations;
  private final Adapters adapters;

  public ShownConnections(
      Connections connections, Lanes lanes, Operations operations, Adapters adapters) {
    this.connections = connections;
    this.lanes = lanes;
    this.operations = operations;
    this.adapters = adapters;
  }

  ConnectionView withoutLane(Connection connection) {
    return new ConnectionView(connection, masked(connection), null);
  }

  ConnectionView withLane(Connection connection) {
    var lane =
        new LaneView(
            lanes.status(connection.id()).orElse(null), operations.backlog(connection.id()));
    return new ConnectionView(connection, masked(connection), lane);
  }

  /**
   * The credentials with masked secrets; empty if this build has no adapter for the TSP, because
   * only the adapter knows which fields are secret.
   */
  private Map<String, Object> masked(Connection connection) {
    var schema = adapters.find(connection.tsp()).map(adapter -> adapter.credentials());
    var stored = connections.credentials(connection.id());
    if (schema.isEmpty() || stored.isEmpty()) {
      return Map.of();
    }
    return schema.get().masked(schema.get().read(stored.get().json(), new Faults()));
  }
}
