package dev.gladhand.sandbox.journal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.function.ToLongFunction;

/**
 * Keeps the newest items, up to a largest number and a largest total size; older ones are removed.
 * Not thread-safe.
 */
final class Window<T> {
  private final ArrayDeque<T> items = new ArrayDeque<>();
  private final int most;
  private final long heaviest;
  private final ToLongFunction<T> weight;
  private long total;

  Window(int most, long heaviest, ToLongFunction<T> weight) {
    this.most = most;
    this.heaviest = heaviest;
    this.weight = weight;
  }

  void add(T item) {
    items.addLast(item);
    total += weight.applyAsLong(item);
    while (items.size() > most || (total > heaviest && items.size() > 1)) {
      total -= weight.applyAsLong(items.removeFirst());
    }
  }

  Collection<T> items() {
    return items;
  }

  void clear() {
    items.clear();
    total = 0;
  }
}
