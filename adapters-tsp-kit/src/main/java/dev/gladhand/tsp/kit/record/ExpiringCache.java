package dev.gladhand.tsp.kit.record;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Keeps what a TSP has issued, such as tokens and addresses of tenants, until it expires. Bounded:
 * the least used entries are removed first. Values are never shown. Thread-safe.
 */
public final class ExpiringCache<K, V> {
  private record Kept<V>(V value, Instant until) {}

  private final InstantSource clock;
  private final Cache<K, Kept<V>> entries;

  public ExpiringCache(InstantSource clock, int size) {
    this.clock = clock;
    this.entries = Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
  }

  /** The value, if it has not expired. */
  public Optional<V> get(K key) {
    return Optional.ofNullable(entries.getIfPresent(key))
        .filter(kept -> clock.instant().isBefore(kept.until))
        .map(Kept::value);
  }

  public void put(K key, V value, Instant until) {
    entries.put(key, new Kept<>(value, until));
  }

  public void forget(K key) {
    entries.invalidate(key);
  }
}
