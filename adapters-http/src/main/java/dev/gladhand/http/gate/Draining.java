package dev.gladhand.http.gate;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Whether the node is about to stop, and how many requests it still has to answer. Thread-safe. */
@Singleton
public final class Draining {
  private static final Duration LOOK = Duration.ofMillis(10);

  private final AtomicLong underWay = new AtomicLong();
  private volatile boolean begun;

  /** From now on new writes are refused, and the node calls itself not ready. */
  public void begin() {
    begun = true;
  }

  public boolean begun() {
    return begun;
  }

  /** Waits until every request that was let in is answered; false when the time ran out. */
  public boolean awaitIdle(Duration most) {
    var end = System.nanoTime() + most.toNanos();
    while (underWay.get() > 0) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }

  void entered() {
    underWay.incrementAndGet();
  }

  void left() {
    underWay.decrementAndGet();
  }
}
