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
 * Limits the time that a caller waits for a database in the same process, which has no time-outs:
 * H2 may wait up to a day until a commit is written, or until its writing threads end after a
 * failed write. A call that takes longer continues on a thread of its own. Thread-safe.
 */
final class TimeLimit {
  private final Duration limit;
  private final Duration limitWhileStuck;
  private final AtomicInteger stuck = new AtomicInteger();

  /**
   * @param limit how long the caller waits before its call fails
   * @param limitWhileStuck how long the caller waits if an earlier call has exceeded its limit and
   *     still runs; callers that have already waited behind that call thus also get an answer in
   *     time
   */
  TimeLimit(Duration limit, Duration limitWhileStuck) {
    this.limit = limit;
    this.limitWhileStuck = limitWhileStuck;
  }

  /** The number of calls that exceeded their limit and still run. */
  int stuck() {
    return stuck.get();
  }

  /**
   * Makes the call, and returns its result or throws its exception. If the call has not ended in
   * time, it throws {@link StoreUnavailable}, and the call may still take effect.
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
