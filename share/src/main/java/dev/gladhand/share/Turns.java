package dev.gladhand.share;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few do at once what takes a connection, memory or processor time, the holders in turn as
 * {@link Shares} has it; those of one holder go in the order in which they came. A holder that has
 * no turn and waits for none costs nothing. Thread-safe.
 */
public final class Turns<K> {
  private final Shares<K> shares;
  private final Map<K, Queue<Semaphore>> waiting = new HashMap<>();

  /**
   * @param atOnce in all, at least 1
   * @param each for one holder, at least 1
   */
  public Turns(int atOnce, int each) {
    shares = new Shares<>(atOnce, each);
  }

  /** Does the work when it is its holder's turn. Blocks until it is done. */
  public <T> T run(K holder, Supplier<T> work) {
    arrive(holder).acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      leave(holder);
    }
  }

  /**
   * Waits for the holder's turn, for so long at most.
   *
   * @return whether it came; if so, {@link #leave} must follow, from any thread
   */
  public boolean enter(K holder, long nanos) throws InterruptedException {
    var turn = arrive(holder);
    var entered = false;
    try {
      entered = turn.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      return entered;
    } finally {
      if (!entered) {
        giveUp(holder, turn);
      }
    }
  }

  /** Ends a turn that {@link #enter} began. */
  public synchronized void leave(K holder) {
    shares.giveBack(holder);
    admit();
  }

  /** How many holders have a turn or wait for one. */
  public synchronized int holders() {
    var all = shares.holders();
    all.addAll(waiting.keySet());
    return all.size();
  }

  private synchronized Semaphore arrive(K holder) {
    var turn = new Semaphore(0);
    waiting.computeIfAbsent(holder, _ -> new ArrayDeque<>()).add(turn);
    admit();
    return turn;
  }

  private synchronized void giveUp(K holder, Semaphore turn) {
    var queue = waiting.getOrDefault(holder, new ArrayDeque<>());
    if (!queue.remove(turn)) {
      // Its turn came just now.
      leave(holder);
    } else if (queue.isEmpty()) {
      waiting.remove(holder);
    }
  }

  private void admit() {
    for (var next = shares.take(waiting.keySet());
        next.isPresent();
        next = shares.take(waiting.keySet())) {
      waiting.computeIfPresent(
          next.get(),
          (_, queue) -> {
            queue.remove().release();
            return queue.isEmpty() ? null : queue;
          });
    }
  }
}
