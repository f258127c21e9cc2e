package dev.gladhand.application;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Caches values up to a limit. If a new value exceeds the limit, the values that were not used for
 * the longest time are removed. Thread-safe.
 */
public final class BoundedCache<K, V> {
  private final int most;
  private final ToIntFunction<? super V> weigh;
  private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  /**
   * Makes a cache that is bounded by the number of its values.
   *
   * @param most the largest number of cached values, at least 1
   */
  public BoundedCache(int most) {
    this(most, _ -> 1);
  }

  /**
   * Makes a cache that is bounded by the weight of its values.
   *
   * @param most the largest sum of the weights of cached values, at least 1
   * @param weigh gives the weight of a value, which is always the same and never negative
   */
  public BoundedCache(int most, ToIntFunction<? super V> weigh) {
    if (most < 1) {
      throw new IllegalArgumentException("no room: " + most);
    }
    this.most = most;
    this.weigh = weigh;
  }

  public synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  /**
   * The value of the key. If it is not cached, it is made and cached.
   *
   * @param make makes the value while other callers wait, so it must be quick and must not use this
   *     cache
   */
  public synchronized V get(K key, Function<? super K, ? extends V> make) {
    var known = entries.get(key);
    if (known != null) {
      return known;
    }
    var made = make.apply(key);
    put(key, made);
    return made;
  }

  public synchronized void put(K key, V value) {
    remove(key);
    entries.put(key, value);
    weight += weigh.applyAsInt(value);
    var eldest = entries.values().iterator();
    while (weight > most) {
      weight -= weigh.applyAsInt(eldest.next());
      eldest.remove();
    }
  }

  public synchronized void remove(K key) {
    var gone = entries.remove(key);
    if (gone != null) {
      weight -= weigh.applyAsInt(gone);
    }
  }

  /** Removes each value for which the condition holds. */
  public synchronized void removeIf(Predicate<? super V> condition) {
    var values = entries.values().iterator();
    while (values.hasNext()) {
      var value = values.next();
      if (condition.test(value)) {
        weight -= weigh.applyAsInt(value);
        values.remove();
      }
    }
  }
}
