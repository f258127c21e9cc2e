package dev.gladhand.domain.connection;

import dev.gladhand.domain.record.Resource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fleet's account at one TSP, as a partner set it up. Its credentials are stored elsewhere.
 *
 * @param fleetId the gateway's id of the fleet; all connections of one fleet of a partner have the
 *     same one
 * @param fleetRef the partner's own name of the fleet
 * @param permissions what the fleet permits; null if it permits everything
 * @param version grows by one with each change; the store refuses a change that was made from an
 *     older version
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

  /** A connection whose fleet permits everything. */
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

  /** Whether the fleet lets the partner write records of this kind. */
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
