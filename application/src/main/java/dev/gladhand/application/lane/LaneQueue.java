package dev.gladhand.application.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The items of a lane that were read and have not begun, and those under way. It also notes how
 * much memory all items take, and which items end during a read, because the read may return these
 * in an outdated state. Not thread-safe.
 */
final class LaneQueue<T> {
  private final Function<T, Object> id;
  private final Function<T, Optional<String>> orderKey;
  private final ToLongFunction<T> size;
  private final Deque<T> waiting = new ArrayDeque<>();

  /** The size in bytes of each item that waits or is under way, by its id. */
  private final Map<Object, Long> known = new HashMap<>();

  private final Set<String> orderKeys = new HashSet<>();
  private final Set<Object> endedWhileReading = new HashSet<>();
  private int underWay;
  private long bytes;
  private boolean reading;

  LaneQueue(
      Function<T, Object> id, Function<T, Optional<String>> orderKey, ToLongFunction<T> size) {
    this.id = id;
    this.orderKey = orderKey;
    this.size = size;
  }

  int underWay() {
    return underWay;
  }

  int waiting() {
    return waiting.size();
  }

  /** The memory that all items take, in bytes. */
  long bytes() {
    return bytes;
  }

  boolean reading() {
    return reading;
  }

  void beginReading() {
    reading = true;
    endedWhileReading.clear();
  }

  void stopReading() {
    reading = false;
  }

  /**
   * Adds the items that neither wait here nor are under way yet.
   *
   * @return false if an item was left out because it ended during the read, so that the store
   *     should be read again
   */
  boolean add(List<T> read) {
    var fresh = true;
    for (var thing : read) {
      if (endedWhileReading.contains(id.apply(thing))) {
        fresh = false;
      } else if (isNew(thing)) {
        waiting.addLast(thing);
      }
    }
    return fresh;
  }

  /** Adds an item whose next step may begin before all others. */
  void addFirst(T thing) {
    if (isNew(thing)) {
      waiting.addFirst(thing);
    }
  }

  private boolean isNew(T thing) {
    if (known.containsKey(id.apply(thing))) {
      return false;
    }
    var own = size.applyAsLong(thing);
    known.put(id.apply(thing), own);
    bytes += own;
    return true;
  }

  private void forget(T thing) {
    var own = known.remove(id.apply(thing));
    bytes -= own == null ? 0 : own;
  }

  /**
   * The result of a choice.
   *
   * @param chosen the item that may begin; null if none may
   * @param shortest if none may begin now, the shortest time after which one may; else zero
   */
  record Choice<T>(@Nullable T chosen, Duration shortest) {}

  /**
   * Chooses the first item that need not wait and whose order key has no other item under way; it
   * is under way from now on.
   *
   * @param wait returns how long an item has to wait
   * @param longest the wait to return if every waiting item is held back by another item with its
   *     order key
   */
  Choice<T> choose(Function<T, Duration> wait, Duration longest) {
    var shortest = longest;
    for (var thing : waiting) {
      var key = orderKey.apply(thing);
      if (key.isPresent() && orderKeys.contains(key.get())) {
        continue;
      }
      var until = wait.apply(thing);
      if (until.isZero()) {
        waiting.remove(thing);
        key.ifPresent(orderKeys::add);
        underWay++;
        return new Choice<>(thing, Duration.ZERO);
      }
      shortest = until.compareTo(shortest) < 0 ? until : shortest;
    }
    return new Choice<>(null, shortest);
  }

  /** Reports that the item is no longer under way. */
  void ended(T thing) {
    underWay--;
    forget(thing);
    orderKey.apply(thing).ifPresent(orderKeys::remove);
    if (reading) {
      endedWhileReading.add(id.apply(thing));
    }
  }

  /** Forgets the items that have not begun. */
  void clear() {
    waiting.forEach(this::forget);
    waiting.clear();
  }
}
