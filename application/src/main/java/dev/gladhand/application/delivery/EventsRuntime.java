package dev.gladhand.application.delivery;

import dev.gladhand.application.Watched;
import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a step of background work on a thread of its own. After each step it waits as long as the
 * step says, or until it is woken.
 */
final class EventsRuntime implements Watched {
  private static final Logger log = LoggerFactory.getLogger(EventsRuntime.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final Semaphore wakes = new Semaphore(0);
  private final Duration rest;
  private final String name;
  private final Supplier<Duration> step;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread thread;

  /** When the present step began, by {@code nanoTime}; null between two steps. */
  private volatile @Nullable Long stepping;

  /**
   * @param rest the shortest pause between two steps, which {@link #wake} does not shorten
   */
  EventsRuntime(String name, Duration rest, Supplier<Duration> step) {
    this.name = name;
    this.rest = rest;
    this.step = step;
  }

  synchronized void start() {
    thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized boolean isMoving(Duration within) {
    var since = stepping;
    return thread == null
        || ended.getCount() == 0
        || thread.isAlive() && (since == null || System.nanoTime() - since < within.toNanos());
  }

  /** Starts a new thread if the old one is dead. */
  @Override
  public synchronized void revive() {
    if (thread != null && !thread.isAlive() && ended.getCount() > 0) {
      stepping = null;
      start();
    }
  }

  void wake() {
    if (wakes.availablePermits() == 0) {
      wakes.release();
    }
  }

  /** Begins no further step, and waits for the step under way, at most {@code longest}. */
  void end(Duration longest) {
    ended.countDown();
    wake();
    Thread last;
    synchronized (this) {
      last = thread;
    }
    try {
      if (last != null) {
        last.join(longest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (ended.getCount() > 0) {
        var wait = call();
        if (rest.isPositive() && ended.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        await(wait.minus(rest));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration call() throws InterruptedException {
    try {
      stepping = System.nanoTime();
      var wait = step.get();
      stepping = null;
      return wait;
    } catch (StoreUnavailable e) {
      log.warn(
          "{}: the store is not available; the step is repeated in {} s",
          name,
          AFTER_TROUBLE.toSeconds());
    } catch (RuntimeException | Error e) {
      // The thread must survive errors too; otherwise the node would run without this work.
      log.error("{} failed; it is repeated in {} s", name, AFTER_TROUBLE.toSeconds(), e);
    }
    stepping = null;
    // Waking does not shorten this pause, so that a store that fails is not called more often under
    // load.
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
