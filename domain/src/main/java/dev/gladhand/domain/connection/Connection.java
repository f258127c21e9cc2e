package dev.gladhand.domain.connection;

import dev.gladhand.domain.record.Resource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fleet's account at one TSP, as a partner set it up; its credentials are kept apart.
 *
 * @param fleetId ours, the same for all connections of one fleet of a partner
 * @param fleetRef the partner's own name of the fleet
 * @param permissions what the fleet permits; null for everything
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
    @Nullable Permissions permissions,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt,
    long version) {

  /** One that permits everything. */
  public Connection(
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
    this(
        id,
        partner,
        tsp,
        fleetId,
        fleetRef,
        settings,
        status,
        description,
        null,
        createdAt,
        updatedAt,
        deletedAt,
        version);
  }

  /** Whether the fleet lets the partner write such records. */
  public boolean mayWrite(Resource resource) {
    return permissions == null || permissions.mayWrite(resource);
  }

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
        permissions,
        createdAt,
        now,
        newStatus == ConnectionStatus.DELETED ? now : deletedAt,
        version + 1);
  }
}
