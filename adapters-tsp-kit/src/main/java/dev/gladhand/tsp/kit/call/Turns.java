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
   * Waits until the call may be made, then makes it.
   *
   * @param call makes the call; gets what is left of the time-out, or zero if the wait took all of
   *     it
   */
  Exchange take(Login login, Duration timeout, Function<Duration, Exchange> call);

  /**
   * Makes one call of a login at a time. Logins share a limited number of locks, so the calls of
   * two logins may wait for each other too.
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
