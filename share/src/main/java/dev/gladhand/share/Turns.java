package dev.gladhand.share;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits how much work runs at once, such as work that needs a connection, memory or processor
 * time. Each piece of work belongs to a holder, usually a partner. The holders take turns by the
 * rules of {@link Shares}; the work of one holder begins in the order of arrival. Thread-safe.
 */
public final class Turns<K> {
  private final Shares<K> shares;
  private final Map<K, Queue<Semaphore>> waiting = new HashMap<>();

  /**
   * @param atOnce how many turns all holders may have at once, at least 1
   * @param each how many turns one holder may have at once, at least 1
   */
  public Turns(int atOnce, int each) {
    shares = new Shares<>(atOnce, each);
  }

  /** Does the work when it is the holder's turn. Blocks until it is done. */
  public <T> T run(K holder, Supplier<T> work) {
    arrive(holder).acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      leave(holder);
    }
  }

  /**
   * Waits for the holder's turn, at most for the given time.
   *
   * @return whether the turn came; if so, {@link #leave} must follow, from any thread
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

  /** The number of holders that have a turn or wait for one. */
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
      // The turn came meanwhile, so it is given back.
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
