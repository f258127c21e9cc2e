package dev.gladhand.domain.invitation;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Permissions;
import dev.gladhand.domain.connection.TspId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a partner asks of a fleet in an invitation. Immutable.
 *
 * @param fleetRef the partner's own name of the fleet
 * @param fleetName the fleet's own name
 * @param limitTsps the TSPs that the fleet may choose from; empty if it may choose any
 * @param permissions what the partner may do with the connections that the fleet makes; null for
 *     everything
 * @param connection the connection that gets new credentials; null if a new connection is made
 * @param settings the settings of the new connection, by TSP, as the API writes them
 * @param successUrl where the browser goes after the fleet has connected; null if it stays
 * @param failureUrl where the browser goes after the fleet has declined; null if it stays
 */
public record Terms(
    String fleetRef,
    @Nullable String fleetName,
    @Nullable String fleetEmail,
    List<TspId> limitTsps,
    @Nullable Permissions permissions,
    @Nullable ConnectionId connection,
    Map<TspId, Map<String, @Nullable Object>> settings,
    @Nullable String successUrl,
    @Nullable String failureUrl) {
  public Terms {
    limitTsps = List.copyOf(limitTsps);
    settings = Map.copyOf(settings);
  }

  /** Whether the fleet may choose this TSP. */
  public boolean allows(TspId tsp) {
    return limitTsps.isEmpty() || limitTsps.contains(tsp);
  }

  /** The settings that the partner has fixed for a TSP. */
  public Map<String, @Nullable Object> settings(TspId tsp) {
    return settings.getOrDefault(tsp, Map.of());
  }

  /** Leaves out names and addresses of people, which must not be logged. */
  @Override
  public String toString() {
    return "Terms[" + fleetRef + "]";
  }
}
