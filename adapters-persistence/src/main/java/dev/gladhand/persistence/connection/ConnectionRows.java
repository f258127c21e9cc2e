package dev.gladhand.persistence.connection;

import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.lane.LaneGuard;
import dev.gladhand.persistence.lane.Successors;
import dev.gladhand.persistence.outbox.EventRows.Event;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.persistence.sql.Pipeline;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of connections and creates their lanes. */
public final class ConnectionRows {
  /** The smallest id: PostgreSQL and H2 sort it before every other id. */
  public static final UUID LEAST = new UUID(0, 0);

  private final ConnectionRepository rows;
  private final SettingsSchemas schemas;
  private final Successors successors;

  ConnectionRows(Database database, ConnectionRepository rows, SettingsSchemas schemas) {
    successors = new Successors(database);
    this.rows = rows;
    this.schemas = schemas;
  }

  void insert(java.sql.Connection sql, Connection connection) throws SQLException {
    rows.save(ConnectionRow.of(connection));
    try (var statement =
        sql.prepareStatement("insert into lane (connection_id, fence, skips) values (?, 0, ?)")) {
      Parameters.of(statement).id(connection.id().value()).flag(skips(connection));
      statement.executeUpdate();
    }
  }

  boolean update(java.sql.Connection sql, Connection connection) throws SQLException {
    var stored = rows.lockVersion(connection.id().value());
    if (stored.isEmpty() || stored.get() != connection.version() - 1) {
      return false;
    }
    rows.update(ConnectionRow.of(connection));
    var lane = connection.id().value();
    var skips = skips(connection);
    if (skips != skipped(sql, lane)) {
      var pipeline = new Pipeline(sql);
      LaneGuard.givingBack(pipeline, List.of(lane));
      pipeline.run();
      try (var statement =
          sql.prepareStatement("update lane set skips = ? where connection_id = ?")) {
        Parameters.of(statement).flag(skips).id(lane);
        statement.executeUpdate();
      }
      if (successors.freeAll(sql, lane) > 0) {
        successors.wake(sql, lane);
      }
    }
    return true;
  }

  private static boolean skipped(java.sql.Connection sql, UUID lane) throws SQLException {
    try (var statement =
        sql.prepareStatement("select 1 from lane where connection_id = ? and skips")) {
      Parameters.of(statement).id(lane);
      try (var found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  private static boolean skips(Connection connection) {
    return connection.settings().get(Settings.ON_FAILURE) == Settings.OnFailure.SKIP;
  }

  Optional<Connection> find(ConnectionId id) {
    return rows.findById(id.value()).map(row -> row.connection(schemas));
  }

  Optional<Connection> find(PartnerId partner, ConnectionId id) {
    return rows.findByIdAndPartnerId(id.value(), partner.value())
        .map(row -> row.connection(schemas));
  }

  Map<ConnectionId, Connection> findAll(Collection<ConnectionId> ids) {
    var found = new HashMap<ConnectionId, Connection>();
    for (var row : rows.findByIdIn(ids.stream().map(ConnectionId::value).toList())) {
      found.put(new ConnectionId(row.id()), row.connection(schemas));
    }
    return found;
  }

  List<Connection> list(
      PartnerId partner,
      @Nullable TspId tsp,
      @Nullable String fleetRef,
      @Nullable ConnectionId after,
      int size) {
    return rows
        .list(
            partner.value(),
            after == null ? LEAST : after.value(),
            tsp == null ? null : tsp.slug(),
            fleetRef,
            size)
        .stream()
        .map(row -> row.connection(schemas))
        .toList();
  }

  /**
   * Makes the event of this name about a connection. Its data are the connection as partners see
   * it, without credentials.
   */
  static Event event(Connection connection, String name) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("id", connection.id().toString());
    data.put("fleet_id", connection.fleetId().toString());
    data.put("fleet_ref", connection.fleetRef());
    data.put("source_name", connection.tsp().slug());
    data.put("status", connection.status().wire());
    data.put("remedy", ConnectionView.remedy(connection));
    data.put("description", connection.description());
    data.put("created_at", Moments.format(connection.createdAt()));
    data.put("updated_at", Moments.format(connection.updatedAt()));
    return Event.of(
        connection.partner().value(),
        name,
        null,
        connection.id().value(),
        null,
        JsonWriter.text(data),
        connection.updatedAt());
  }
}
