package dev.gladhand.application.connection;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.tsp.TspAdapter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The adapters that this program contains. Immutable. */
public final class Adapters {
  private final SortedMap<TspId, TspAdapter> byId = new TreeMap<>();

  public Adapters(Collection<? extends TspAdapter> adapters) {
    for (var adapter : adapters) {
      if (byId.put(adapter.id(), adapter) != null) {
        throw new IllegalArgumentException("two adapters have the id " + adapter.id());
      }
    }
  }

  public Optional<TspAdapter> find(TspId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The adapter of an existing connection. */
  public TspAdapter get(TspId id) {
    return find(id)
        .orElseThrow(() -> new IllegalStateException("this build has no adapter for " + id));
  }

  /** All adapters in the order of their slugs. */
  public List<TspAdapter> all() {
    return List.copyOf(byId.values());
  }
}
