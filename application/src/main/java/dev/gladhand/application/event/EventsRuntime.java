package dev.gladhand.application.event;

import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a step again and again on a thread of its own, waits as long as the step says, and sooner
 * when woken.
 */
final class EventsRuntime {
  private static final Logger log = LoggerFactory.getLogger(EventsRuntime.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final Semaphore wakes = new Semaphore(0);
  private final Duration rest;
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param rest between two steps at least, woken or not
   */
  EventsRuntime(String name, Duration rest, Supplier<Duration> step) {
    this.rest = rest;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(step));
  }

  void start() {
    thread.start();
  }

  void wake() {
    if (wakes.availablePermits() == 0) {
      wakes.release();
    }
  }

  /** No further step; the one under way ends first, for which this waits. */
  void end(Duration longest) {
    ended.countDown();
    wake();
    try {
      thread.join(longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Supplier<Duration> step) {
    try {
      while (ended.getCount() > 0) {
        var wait = call(step);
        if (rest.isPositive() && ended.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        await(wait.minus(rest));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration call(Supplier<Duration> step) throws InterruptedException {
    try {
      return step.get();
    } catch (StoreUnavailable e) {
      log.warn(
          "{}: the store is not available, next try in {} s",
          thread.getName(),
          AFTER_TROUBLE.toSeconds());
    } catch (RuntimeException | Error e) {
      // Of an error, too, this thread must not die: the node would go on without what it does.
      log.error("{}: next try in {} s", thread.getName(), AFTER_TROUBLE.toSeconds(), e);
    }
    // Not cut short by being woken: a store in trouble is not asked more often because much
    // happens.
    var over = ended.await(AFTER_TROUBLE.toMillis(), TimeUnit.MILLISECONDS);
    return over ? AFTER_TROUBLE : Duration.ZERO;
  }

  private void await(Duration wait) throws InterruptedException {
    if (wait.isPositive()) {
      var woken = wakes.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (woken) {
        wakes.drainPermits();
      }
    }
  }
}
