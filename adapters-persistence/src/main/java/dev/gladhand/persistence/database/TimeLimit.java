package dev.gladhand.persistence.database;

import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Bounds the time that a caller waits for a database in the same process, which has no time-outs:
 * H2 waits for a commit to be written, and for its writers to end after a write that failed, for up
 * to a day. A call that takes longer is left to a thread of its own. Thread-safe.
 */
final class TimeLimit {
  private final Duration limit;
  private final Duration limitWhileStuck;
  private final AtomicInteger stuck = new AtomicInteger();

  /**
   * @param limit from the call to the failure
   * @param limitWhileStuck the same while an earlier call that took too long still runs: callers
   *     that have waited behind it are told in time, too
   */
  TimeLimit(Duration limit, Duration limitWhileStuck) {
    this.limit = limit;
    this.limitWhileStuck = limitWhileStuck;
  }

  /** How many calls that took too long still run. */
  int stuck() {
    return stuck.get();
  }

  /**
   * What the call answers or throws, or {@link StoreUnavailable} in time; then it may still take
   * effect.
   */
  <T> T call(Supplier<T> call) {
    var task = new FutureTask<T>(call::get);
    var patience = stuck.get() == 0 ? limit : limitWhileStuck;
    var thread = Thread.ofVirtual().name("store").start(task);
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      countUntilItEnds(thread);
      throw new StoreUnavailable("no answer after " + patience.toMillis() + " ms", true, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while the store works", true, e);
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case RuntimeException failure -> failure;
        case Error error -> throw error;
        case null, default -> new IllegalStateException(e);
      };
    }
  }

  private void countUntilItEnds(Thread thread) {
    stuck.incrementAndGet();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                thread.join();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                stuck.decrementAndGet();
              }
            });
  }
}
