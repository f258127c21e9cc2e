package dev.gladhand.application;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Where work runs: virtual threads in the program, one deterministic queue in a simulation.
 * Thread-safe. A task that throws is logged, and harms no other.
 */
public interface Tasks {
  /** Soon, on a thread that may block. */
  void run(Runnable task);

  /** After a delay, measured by a clock that never jumps, on a thread that may block. */
  void after(Duration delay, Runnable task);

  /**
   * Blocks the task that calls it until the result is there. Throws what the result failed with,
   * and {@link CancellationException} where the program ends first.
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

  /** Blocks the task that calls it for so long. */
  default void pause(Duration time) {
    var over = new CompletableFuture<Boolean>();
    after(time, () -> over.complete(true));
    await(over);
  }
}
