package dev.gladhand.http.request;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Runs computations on a few platform threads. A virtual thread is not preempted, so a few large
 * bodies would occupy all carrier threads and block all other requests.
 */
public final class Computing {
  /**
   * Work on fewer bytes than this runs on the calling thread, because handing it over would take
   * longer.
   */
  private static final int SMALL = 16 * 1024;

  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          Thread.ofPlatform().name("computing-", 0).daemon().factory());

  private Computing() {}

  /**
   * Runs work and returns its result or throws what it throws. Blocks; call it from a virtual
   * thread.
   *
   * @param bytes the size of the input
   */
  public static <T> T run(int bytes, Supplier<T> work) {
    return bytes < SMALL ? work.get() : run(THREADS, work);
  }

  /**
   * Runs the work on one of the given threads, whatever the size of its input. Returns its result
   * or throws what it throws. Blocks.
   */
  public static <T> T run(ExecutorService threads, Supplier<T> work) {
    try {
      return threads.submit(work::get).get();
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
