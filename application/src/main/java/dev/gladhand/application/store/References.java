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
 * The id map: which of our ids is which record of a TSP. Every method is one transaction, blocks,
 * may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface References {

  /**
   * Adds or refreshes records of one connection; ids follow from the connection and the source id.
   *
   * @return for each, in the order given, whether it was new
   */
  default List<Boolean> put(
      ConnectionId connection, PartnerId partner, List<Entry> entries, Instant now) {
    return put(connection, partner, entries, now, Integer.MAX_VALUE).orElseThrow();
  }

  /**
   * As the other, unless new ones among them would make more than {@code most} users, vehicles and
   * trailers of the partner: nothing is stored then, and the answer is empty. Of several at once no
   * more are added than fit.
   */
  Optional<List<Boolean>> put(
      ConnectionId connection, PartnerId partner, List<Entry> entries, Instant now, int most);

  /**
   * @param roles any of admin, driver, dispatcher; null to leave them
   * @param fields last known fields by our names, as JSON values; null to leave them
   */
  record Entry(
      Resource resource,
      SourceId source,
      @Nullable String name,
      @Nullable List<String> roles,
      @Nullable Map<String, @Nullable Object> fields) {}

  /** Those of the ids that are records of this connection, with what the TSP calls them. */
  Map<ResourceId, Known> resolve(ConnectionId connection, Collection<ResourceId> ids);

  /**
   * @param source null for a record that we made and the TSP gave no id
   */
  record Known(Resource resource, @Nullable SourceId source) {}

  /** A page by id. */
  List<Stored> list(
      PartnerId partner,
      Resource resource,
      @Nullable ConnectionId connection,
      List<String> fleetRefs,
      @Nullable SourceId source,
      @Nullable ResourceId after,
      int size);

  Optional<Stored> find(PartnerId partner, Resource resource, ResourceId id);

  /** What is known of a record. */
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
