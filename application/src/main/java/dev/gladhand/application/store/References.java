package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of the id map: the gateway's ids of the TSPs' records. Every method is one transaction,
 * blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface References {

  /**
   * Adds or updates records of one connection; their ids are derived from the connection and the
   * source id.
   *
   * @return for each record, in the given order, whether it was new
   */
  default List<Boolean> put(
      ConnectionId connection, PartnerId partner, List<Entry> entries, Instant now) {
    return put(connection, partner, entries, now, Integer.MAX_VALUE).orElseThrow();
  }

  /**
   * Adds or updates records like {@link #put(ConnectionId, PartnerId, List, Instant)}, unless the
   * partner would then have more than {@code most} users, vehicles and trailers in all; then
   * nothing is stored, and the result is empty. The limit also holds for concurrent calls.
   */
  Optional<List<Boolean>> put(
      ConnectionId connection, PartnerId partner, List<Entry> entries, Instant now, int most);

  /**
   * A record to store.
   *
   * @param name null to leave the stored one
   * @param roles any of admin, driver, dispatcher; null to leave the stored ones
   * @param fields the last known values of fields, by the gateway's names, as JSON values; null to
   *     leave the stored ones
   */
  record Entry(
      Resource resource,
      SourceId source,
      @Nullable String name,
      @Nullable List<String> roles,
      @Nullable Map<String, @Nullable Object> fields) {}

  /** The known records of this connection among these ids, by id. */
  Map<ResourceId, Known> resolve(ConnectionId connection, Collection<ResourceId> ids);

  /**
   * A known record.
   *
   * @param source the TSP's id; null for a record that the gateway created and for which the TSP
   *     gave no id
   */
  record Known(Resource resource, @Nullable SourceId source) {}

  /**
   * A page of the partner's known records of a resource, ordered by id, that begins after {@code
   * after}, or with the first one if that is null. Other filters that are null or empty restrict
   * nothing.
   */
  List<Stored> list(
      PartnerId partner,
      Resource resource,
      @Nullable ConnectionId connection,
      List<String> fleetRefs,
      @Nullable SourceId source,
      @Nullable ResourceId after,
      int size);

  Optional<Stored> find(PartnerId partner, Resource resource, ResourceId id);

  /** A stored record. */
  record Stored(
      ResourceId id,
      Resource resource,
      @Nullable SourceId source,
      @Nullable String name,
      List<String> roles,
      Map<String, @Nullable Object> fields,
      ConnectionId connection,
      TspId tsp,
      @Nullable String fleetRef,
      Instant createdAt,
      Instant updatedAt) {}
}
