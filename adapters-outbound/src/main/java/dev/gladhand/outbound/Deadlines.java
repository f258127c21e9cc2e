package dev.gladhand.outbound;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one timer that stops exchanges past their deadline and lets idle connections go. */
final class Deadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("outbound-deadlines").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Stops the exchange after a while, unless the answer is cancelled before. */
  Future<?> stop(Exchange exchange, FailureKind why, long nanos) {
    try {
      return timer.schedule(() -> exchange.stop(why), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // The client closed just now, and nothing would end this exchange any more.
      exchange.stop(FailureKind.CANCELLED);
      return CompletableFuture.completedFuture(null);
    }
  }

  Future<?> every(long nanos, Runnable task) {
    return timer.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
