package dev.gladhand.tsp.kit.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** When a call may be made, as to the other calls of this node. Thread-safe. */
interface Turns {
  /** At once. */
  Turns NONE = (_, timeout, call) -> call.apply(timeout);

  /**
   * Makes the call in its turn.
   *
   * @param call gets what is left of the time-out; nothing of it where its turn did not come
   */
  Exchange take(Login login, Duration timeout, Function<Duration, Exchange> call);

  /** One call of a login at a time; logins may share their turns. */
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
