package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.Tasks;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each task on a new virtual thread; a single timer thread starts the tasks that have a delay.
 */
final class VirtualTasks implements Tasks, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualTasks.class);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("timer").daemon().factory());

  @Override
  public void run(Runnable task) {
    try {
      threads.execute(() -> guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("a background task was not started, because this node is stopping");
    }
  }

  @Override
  public void after(Duration delay, Runnable task) {
    try {
      timer.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("a delayed background task was not scheduled, because this node is stopping");
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a background task ended, because it did not handle an exception", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    threads.shutdownNow();
  }
}
