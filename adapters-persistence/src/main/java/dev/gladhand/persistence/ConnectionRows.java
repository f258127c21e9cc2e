package dev.gladhand.persistence;

import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.payload.Faults;
import dev.gladhand.domain.payload.Moments;
import dev.gladhand.domain.payload.Shape;
import dev.gladhand.domain.tsp.SettingsSchema;
import dev.gladhand.persistence.event.EventRows.Event;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of connections, each with its lane. */
final class ConnectionRows {
  private static final String SELECT =
      """
      select id, partner_id, tsp, fleet_id, fleet_ref, settings, status, description, created_at, updated_at,
        deleted_at, version from connection\s""";
  private static final String INSERT =
      """
      insert into connection (tsp, fleet_ref, settings, status, description, updated_at, deleted_at, version,
        id, partner_id, fleet_id, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String UPDATE =
      """
      update connection set tsp = ?, fleet_ref = ?, settings = ?, status = ?, description = ?, updated_at = ?,
        deleted_at = ?, version = ? where id = ? and version = ?""";
  private static final SettingsSchema NO_TSP =
      new SettingsSchema(Shape.of(List.of(Settings.BASE_URL)), java.util.Set.of());

  private final SettingsSchemas schemas;
  private final Successors successors;

  ConnectionRows(Database database, SettingsSchemas schemas) {
    successors = new Successors(database);
    this.schemas = schemas;
  }

  void insert(java.sql.Connection sql, Connection connection) throws SQLException {
    try (var statement = sql.prepareStatement(INSERT)) {
      changeable(statement, connection)
          .id(connection.id().value())
          .id(connection.partner().value())
          .id(connection.fleetId())
          .time(connection.createdAt());
      statement.executeUpdate();
    }
    try (var statement =
        sql.prepareStatement("insert into lane (connection_id, fence, skips) values (?, 0, ?)")) {
      Parameters.of(statement).id(connection.id().value()).flag(skips(connection));
      statement.executeUpdate();
    }
  }

  boolean update(java.sql.Connection sql, Connection connection) throws SQLException {
    try (var statement = sql.prepareStatement(UPDATE)) {
      changeable(statement, connection)
          .id(connection.id().value())
          .number(connection.version() - 1);
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    var lane = connection.id().value();
    var skips = skips(connection);
    if (skips != skipped(sql, lane)) {
      var together = new Together(sql);
      LaneGuard.givingBack(together, List.of(lane));
      together.run();
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

  private static Parameters changeable(PreparedStatement statement, Connection connection)
      throws SQLException {
    return Parameters.of(statement)
        .text(connection.tsp().slug())
        .text(connection.fleetRef())
        .text(Json.write(connection.settings().fields().toJson()))
        .text(connection.status().wire())
        .text(connection.description())
        .time(connection.updatedAt())
        .time(connection.deletedAt())
        .number(connection.version());
  }

  private static boolean skips(Connection connection) {
    return connection.settings().get(Settings.ON_FAILURE) == Settings.OnFailure.SKIP;
  }

  Optional<Connection> find(java.sql.Connection sql, ConnectionId id) throws SQLException {
    try (var statement = sql.prepareStatement(SELECT + "where id = ?")) {
      Parameters.of(statement).id(id.value());
      return all(statement).stream().findFirst();
    }
  }

  Optional<Connection> find(java.sql.Connection sql, PartnerId partner, ConnectionId id)
      throws SQLException {
    try (var statement = sql.prepareStatement(SELECT + "where id = ? and partner_id = ?")) {
      Parameters.of(statement).id(id.value()).id(partner.value());
      return all(statement).stream().findFirst();
    }
  }

  Map<ConnectionId, Connection> findAll(java.sql.Connection sql, Collection<ConnectionId> ids)
      throws SQLException {
    try (var statement = sql.prepareStatement(SELECT + "where id = any(?)")) {
      Parameters.of(statement).ids(ids.stream().map(ConnectionId::value).toList());
      var found = new HashMap<ConnectionId, Connection>();
      all(statement).forEach(connection -> found.put(connection.id(), connection));
      return found;
    }
  }

  List<Connection> list(
      java.sql.Connection sql,
      PartnerId partner,
      @Nullable TspId tsp,
      @Nullable String fleetRef,
      @Nullable ConnectionId after,
      int size)
      throws SQLException {
    var text =
        SELECT
            + "where partner_id = ? and status <> 'deleted'"
            + (tsp == null ? "" : " and tsp = ?")
            + (fleetRef == null ? "" : " and fleet_ref = ?")
            + (after == null ? "" : " and id > ?")
            + " order by partner_id, id limit ?";
    try (var statement = sql.prepareStatement(text)) {
      var row = Parameters.of(statement).id(partner.value());
      if (tsp != null) {
        row.text(tsp.slug());
      }
      if (fleetRef != null) {
        row.text(fleetRef);
      }
      if (after != null) {
        row.id(after.value());
      }
      row.number(size);
      return all(statement);
    }
  }

  private List<Connection> all(PreparedStatement statement) throws SQLException {
    var all = new ArrayList<Connection>();
    try (var found = statement.executeQuery()) {
      while (found.next()) {
        var row = Columns.of(found);
        var id = new ConnectionId(row.id());
        var partner = new PartnerId(row.id());
        var tsp = new TspId(row.text());
        all.add(
            new Connection(
                id,
                partner,
                tsp,
                row.id(),
                row.maybeText(),
                settings(tsp, row.text()),
                ConnectionStatus.valueOf(row.text().toUpperCase(Locale.ROOT)),
                row.maybeText(),
                row.time(),
                row.time(),
                row.maybeTime(),
                row.number()));
      }
    }
    return all;
  }

  /** What the schema of today can read of what one of an earlier day accepted. */
  private Settings settings(TspId tsp, String text) {
    return schemas.of(tsp).orElse(NO_TSP).read(Json.object(text), new Faults());
  }

  /** An event that tells of a connection as partners see it, without its credentials. */
  static Event event(Connection connection, String name) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("id", connection.id().toString());
    data.put("fleet_id", connection.fleetId().toString());
    data.put("fleet_ref", connection.fleetRef());
    data.put("source_name", connection.tsp().slug());
    data.put("status", connection.status().wire());
    data.put("description", connection.description());
    data.put("created_at", Moments.format(connection.createdAt()));
    data.put("updated_at", Moments.format(connection.updatedAt()));
    return Event.of(
        connection.partner().value(),
        name,
        null,
        connection.id().value(),
        null,
        Json.write(data),
        connection.updatedAt());
  }
}
