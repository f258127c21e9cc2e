package dev.gladhand.application;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets a few do at once what takes memory or processor time, the holders in turn as {@link Shares}
 * has it. Thread-safe.
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
    var turn = new Semaphore(0);
    synchronized (this) {
      waiting.computeIfAbsent(holder, _ -> new ArrayDeque<>()).add(turn);
      admit();
    }
    turn.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      synchronized (this) {
        shares.giveBack(holder);
        admit();
      }
    }
  }

  private synchronized void admit() {
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
