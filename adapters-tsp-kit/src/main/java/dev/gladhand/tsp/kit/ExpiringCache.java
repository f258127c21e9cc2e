package dev.gladhand.tsp.kit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what a TSP handed out until it expires: tokens, addresses of tenants. Bounded, least
 * recently used first out; thread-safe. Values are never shown.
 */
public final class ExpiringCache<K, V> {
  private record Kept<V>(V value, Instant until) {}

  private final InstantSource clock;
  private final Map<K, Kept<V>> entries;

  public ExpiringCache(InstantSource clock, int size) {
    this.clock = clock;
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
            return size() > size;
          }
        };
  }

  /** The value, unless it has expired. */
  public synchronized Optional<V> get(K key) {
    var entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(entry.until)) {
      entries.remove(key);
      return Optional.empty();
    }
    return Optional.of(entry.value);
  }

  public synchronized void put(K key, V value, Instant until) {
    entries.put(key, new Kept<>(value, until));
  }

  public synchronized void forget(K key) {
    entries.remove(key);
  }
}
