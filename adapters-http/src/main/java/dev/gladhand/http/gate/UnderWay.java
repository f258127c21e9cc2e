package dev.gladhand.http.gate;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Counts the requests that the node still has to answer. Thread-safe. */
@Singleton
public final class UnderWay {
  private static final Duration LOOK = Duration.ofMillis(10);

  private final AtomicLong requests = new AtomicLong();

  /**
   * Waits until every request that {@link Gate} has let through is answered; returns false if that
   * takes longer than {@code most}.
   */
  public boolean awaitNone(Duration most) {
    var end = System.nanoTime() + most.toNanos();
    while (requests.get() > 0) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }

  void entered() {
    requests.incrementAndGet();
  }

  void left() {
    requests.decrementAndGet();
  }
}
