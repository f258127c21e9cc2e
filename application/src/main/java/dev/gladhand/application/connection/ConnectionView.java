package dev.gladhand.application.connection;

import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.field.Moments;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a partner sees it.
 *
 * @param credentials the credentials with every secret masked
 * @param lane null if it was not looked up, as in lists
 */
public record ConnectionView(
    Connection connection, Map<String, Object> credentials, @Nullable LaneView lane) {

  /** JSON values in the order of the API; times as RFC 3339 text. */
  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", connection.id().toString());
    json.put("fleet_id", connection.fleetId().toString());
    json.put("fleet_ref", connection.fleetRef());
    json.put("tsp_id", TspIds.of(connection.tsp()).toString());
    json.put("source_name", connection.tsp().slug());
    json.put("credentials", credentials);
    json.put("settings", connection.settings().fields().toJson());
    json.put("permissions", permissions());
    json.put("status", connection.status().wire());
    json.put("remedy", remedy(connection));
    json.put("description", connection.description());
    json.put("created_at", Moments.format(connection.createdAt()));
    json.put("updated_at", Moments.format(connection.updatedAt()));
    json.put("lane", lane == null ? null : lane.toJson());
    return json;
  }

  /**
   * What the partner can do to repair a connection whose credentials failed; null if the connection
   * needs no repair.
   */
  public static @Nullable String remedy(Connection connection) {
    return connection.status() == ConnectionStatus.FAILED
        ? "new credentials: send the fleet a reconnect invitation (POST /v2/orgs/invitations with"
            + " this connection_id), or PATCH them"
        : null;
  }

  private @Nullable Map<String, Object> permissions() {
    var permissions = connection.permissions();
    return permissions == null ? null : permissions.toJson();
  }
}
