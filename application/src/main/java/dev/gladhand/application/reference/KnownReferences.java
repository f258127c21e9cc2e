package dev.gladhand.application.reference;

import dev.gladhand.application.BoundedCache;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.References.Known;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.record.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Caches references, which map the gateway's ids to the TSPs' ids, for frequent reads. The
 * gateway's id is derived from the TSP's id, so an entry never becomes outdated; the number of
 * entries is limited. Thread-safe.
 */
public final class KnownReferences {
  private static final int MOST = 200_000;

  private record Key(ConnectionId connection, ResourceId id) {}

  private final References references;
  private final BoundedCache<Key, Known> known = new BoundedCache<>(MOST);

  public KnownReferences(References references) {
    this.references = references;
  }

  /**
   * The known records of this connection among these ids, by id. Blocks unless all of them are
   * cached.
   */
  public Map<ResourceId, Known> resolve(ConnectionId connection, Collection<ResourceId> ids) {
    var found = new HashMap<ResourceId, Known>();
    var missing = new ArrayList<ResourceId>();
    for (var id : ids) {
      var hit = known.get(new Key(connection, id));
      if (hit == null) {
        missing.add(id);
      } else {
        found.put(id, hit);
      }
    }
    if (missing.isEmpty()) {
      return found;
    }
    references
        .resolve(connection, missing)
        .forEach(
            (id, record) -> {
              found.put(id, record);
              if (record.source() != null) {
                known.put(new Key(connection, id), record);
              }
            });
    return found;
  }
}
