package dev.gladhand.application;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Runs tasks: on virtual threads in the program, in one deterministic queue in a simulation.
 * Thread-safe. A task that throws is logged and does not affect others.
 */
public interface Tasks {
  /** Runs the task soon, on a thread that may block. */
  void run(Runnable task);

  /**
   * Runs the task after a delay, on a thread that may block. The delay is measured by a monotonic
   * clock.
   */
  void after(Duration delay, Runnable task);

  /**
   * Blocks the calling task until the result is there. Throws the exception that the result failed
   * with, and {@link CancellationException} if the program ends first.
   */
  default <T> T await(CompletableFuture<T> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the program ends");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Blocks the calling task for a time. */
  default void pause(Duration time) {
    var over = new CompletableFuture<Boolean>();
    after(time, () -> over.complete(true));
    await(over);
  }
}
