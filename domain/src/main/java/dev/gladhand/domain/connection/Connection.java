package dev.gladhand.domain.connection;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fleet's account at one TSP, as a partner set it up; its credentials are kept apart.
 *
 * @param fleetId ours, the same for all connections of one fleet of a partner
 * @param fleetRef the partner's own name of the fleet
 * @param version grows by one with each change, so that caches and renewals can tell
 */
public record Connection(
    ConnectionId id,
    PartnerId partner,
    TspId tsp,
    UUID fleetId,
    @Nullable String fleetRef,
    Settings settings,
    ConnectionStatus status,
    @Nullable String description,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt,
    long version) {

  public Connection with(ConnectionStatus newStatus, Instant now) {
    return new Connection(
        id,
        partner,
        tsp,
        fleetId,
        fleetRef,
        settings,
        newStatus,
        description,
        createdAt,
        now,
        newStatus == ConnectionStatus.DELETED ? now : deletedAt,
        version + 1);
  }
}
