package dev.gladhand.domain.invitation;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Permissions;
import dev.gladhand.domain.connection.TspId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a partner asks a fleet for. Immutable.
 *
 * @param fleetRef the partner's own name of the fleet
 * @param fleetName what the fleet calls itself
 * @param limitTsps the TSPs that the fleet may choose from; empty for all
 * @param permissions what the partner may do with what the fleet connects; null for everything
 * @param connection the connection that is to get new credentials; null for a new one
 * @param settings of the connection to be made, by TSP, as the API writes them
 * @param successUrl where the browser goes once the fleet has connected; null for nowhere
 * @param failureUrl where the browser goes once the fleet has declined; null for nowhere
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

  /** Names and addresses of people are not for logs. */
  @Override
  public String toString() {
    return "Terms[" + fleetRef + "]";
  }
}
