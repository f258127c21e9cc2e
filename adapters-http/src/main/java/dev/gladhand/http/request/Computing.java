package dev.gladhand.http.request;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Runs work that only computes on a few platform threads. Virtual threads are not preempted: a few
 * large bodies would keep every carrier, and with them all other requests, busy.
 */
public final class Computing {
  /** Bytes to work on; what is smaller is done sooner than handed over. */
  private static final int SMALL = 16 * 1024;

  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          Thread.ofPlatform().name("computing-", 0).daemon().factory());

  private Computing() {}

  /**
   * The result, once there is one; what the work throws is thrown. Blocks: to be called from a
   * virtual thread.
   *
   * @param bytes how much there is to work on
   */
  public static <T> T run(int bytes, Supplier<T> work) {
    if (bytes < SMALL) {
      return work.get();
    }
    try {
      return THREADS.submit(work::get).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while something was computed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
