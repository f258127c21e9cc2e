package dev.gladhand.application;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a bounded number of values, and forgets the least recently used one when another comes.
 * Thread-safe.
 */
public final class BoundedCache<K, V> {
  private final Map<K, V> entries;

  /**
   * @param most values that are remembered at once, at least 1
   */
  public BoundedCache(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("no room: " + most);
    }
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  public synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  /**
   * The value of the key, made where there is none.
   *
   * @param make runs while other callers wait: must be quick, and must not use this cache
   */
  public synchronized V get(K key, Function<? super K, ? extends V> make) {
    return entries.computeIfAbsent(key, make);
  }

  public synchronized void put(K key, V value) {
    entries.put(key, value);
  }

  public synchronized void remove(K key) {
    entries.remove(key);
  }

  /** Forgets each value that the condition holds for. */
  public synchronized void removeIf(Predicate<? super V> condition) {
    entries.values().removeIf(condition);
  }
}
