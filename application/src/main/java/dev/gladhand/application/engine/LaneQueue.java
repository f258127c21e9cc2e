package dev.gladhand.application.engine;

import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.payload.Payloads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a lane that were read and not begun, and which are under way. Knows what was
 * under way while the store was being read, since what it read of those is old, and how much memory
 * they all take. Not thread-safe.
 */
final class LaneQueue {
  private final Deque<ResourceOperation> waiting = new ArrayDeque<>();

  /** The bytes of each as it is stored, without its log. */
  private final Map<OperationId, Long> known = new HashMap<>();

  private final Set<String> orderKeys = new HashSet<>();
  private final Set<OperationId> endedWhileReading = new HashSet<>();
  private int underWay;
  private long bytes;
  private boolean reading;

  int underWay() {
    return underWay;
  }

  int waiting() {
    return waiting.size();
  }

  /** What the payloads of all of them take as they are stored. */
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
   * Adds what was read and is not known yet.
   *
   * @return whether everything read was of use: if not, it should be read again
   */
  boolean add(List<ResourceOperation> read) {
    var fresh = true;
    for (var op : read) {
      if (endedWhileReading.contains(op.id())) {
        fresh = false;
      } else if (isNew(op)) {
        waiting.addLast(op);
      }
    }
    return fresh;
  }

  /** Its next step may be made before everything else. */
  void addFirst(ResourceOperation op) {
    if (isNew(op)) {
      waiting.addFirst(op);
    }
  }

  private boolean isNew(ResourceOperation op) {
    if (known.containsKey(op.id())) {
      return false;
    }
    var own = Payloads.storedBytes(op.payload());
    known.put(op.id(), own);
    bytes += own;
    return true;
  }

  private void forget(ResourceOperation op) {
    var own = known.remove(op.id());
    bytes -= own == null ? 0 : own;
  }

  /**
   * How long each of those waiting has to wait; the shortest wait, or one of them that may begin.
   */
  record Choice(@Nullable ResourceOperation chosen, Duration shortest) {}

  /**
   * Takes the first that has not to wait, if any.
   *
   * @param longest answered where nothing waits that could be begun by waiting
   */
  Choice choose(Function<ResourceOperation, Duration> wait, Duration longest) {
    var shortest = longest;
    for (var op : waiting) {
      var key = op.orderKey();
      if (key.isPresent() && orderKeys.contains(key.get())) {
        continue;
      }
      var until = wait.apply(op);
      if (until.isZero()) {
        waiting.remove(op);
        key.ifPresent(orderKeys::add);
        underWay++;
        return new Choice(op, Duration.ZERO);
      }
      shortest = until.compareTo(shortest) < 0 ? until : shortest;
    }
    return new Choice(null, shortest);
  }

  /** It is under way no more. */
  void ended(ResourceOperation op) {
    underWay--;
    forget(op);
    op.orderKey().ifPresent(orderKeys::remove);
    if (reading) {
      endedWhileReading.add(op.id());
    }
  }

  /** Forgets what has not begun. */
  void clear() {
    waiting.forEach(this::forget);
    waiting.clear();
  }
}
