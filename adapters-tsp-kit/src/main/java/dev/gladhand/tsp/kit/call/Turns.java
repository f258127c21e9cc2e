package dev.gladhand.tsp.kit.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Decides when a call may be made while this node makes other calls to the same TSP. Thread-safe.
 */
interface Turns {
  /** Makes every call immediately, without waiting for others. */
  Turns NONE = (_, timeout, call) -> call.apply(timeout);

  /**
   * Makes a call when it is its turn.
   *
   * @param call gets the rest of the time-out; zero if its turn did not come in time
   */
  Exchange take(Login login, Duration timeout, Function<Duration, Exchange> call);

  /**
   * Makes one call of a login at a time. Two logins may share a lock, so that their calls wait for
   * each other too.
   */
  final class OneAtATime implements Turns {
    private static final int LOCKS = 256;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    OneAtATime() {
      for (var i = 0; i < LOCKS; i++) {
        locks[i] = new ReentrantLock(true);
      }
    }

    @Override
    public Exchange take(Login login, Duration timeout, Function<Duration, Exchange> call) {
      var lock = locks[Math.floorMod(login.headers().hashCode(), LOCKS)];
      var begun = System.nanoTime();
      if (!taken(lock, timeout)) {
        return call.apply(Duration.ZERO);
      }
      try {
        return call.apply(timeout.minusNanos(System.nanoTime() - begun));
      } finally {
        lock.unlock();
      }
    }

    private static boolean taken(ReentrantLock lock, Duration timeout) {
      try {
        return lock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
