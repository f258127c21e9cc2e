package dev.gladhand.persistence.connection;

import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Permissions;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.Micros;
import dev.gladhand.persistence.sql.StoredJson;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of connections.
 *
 * @param settings as JSON
 * @param permissions as JSON; null if everything is permitted
 */
@MappedEntity(value = "connection", escape = false)
record ConnectionRow(
    @Id UUID id,
    UUID partnerId,
    String tsp,
    UUID fleetId,
    @Nullable String fleetRef,
    String settings,
    String status,
    @Nullable String description,
    @Nullable String permissions,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt,
    long version) {

  private static final SettingsSchema NO_TSP =
      new SettingsSchema(Shape.of(List.of(Settings.BASE_URL)), Set.of());

  static ConnectionRow of(Connection connection) {
    var permissions = connection.permissions();
    return new ConnectionRow(
        connection.id().value(),
        connection.partner().value(),
        connection.tsp().slug(),
        connection.fleetId(),
        connection.fleetRef(),
        JsonWriter.text(connection.settings().fields().toJson()),
        connection.status().wire(),
        connection.description(),
        permissions == null ? null : JsonWriter.text(permissions.toJson()),
        Micros.of(connection.createdAt()),
        Micros.of(connection.updatedAt()),
        Micros.ofMaybe(connection.deletedAt()),
        connection.version());
  }

  Connection connection(SettingsSchemas schemas) {
    var of = new TspId(tsp);
    // Settings that were accepted earlier are read as far as the present schema can read them.
    var schema = schemas.of(of).orElse(NO_TSP);
    return new Connection(
        new ConnectionId(id),
        new PartnerId(partnerId),
        of,
        fleetId,
        fleetRef,
        schema.read(StoredJson.object(settings), new Faults()),
        ConnectionStatus.valueOf(status.toUpperCase(Locale.ROOT)),
        description,
        permissions == null ? null : Permissions.of(permitted(permissions)),
        createdAt,
        updatedAt,
        deletedAt,
        version);
  }

  private static Fields permitted(String json) {
    return Permissions.SHAPE.read(StoredJson.object(json), new Faults(), true);
  }
}
