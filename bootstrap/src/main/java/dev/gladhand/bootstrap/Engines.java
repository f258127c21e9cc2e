package dev.gladhand.bootstrap;

import dev.gladhand.application.BackgroundWork;
import dev.gladhand.application.delivery.EventEngine;
import dev.gladhand.application.engine.Engine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the engines of a node, which deliver writes and events, and its other background
 * work.
 */
@Singleton
final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
  private static final Duration LAST_EVENTS = Duration.ofSeconds(1);

  private final Engine engine;
  private final EventEngine events;
  private final List<BackgroundWork> works;
  private final WatchEngines watch;

  Engines(Engine engine, EventEngine events, List<BackgroundWork> works, WatchEngines watch) {
    this.engine = engine;
    this.events = events;
    this.works = works;
    this.watch = watch;
  }

  void start() {
    engine.start();
    events.start();
    works.forEach(BackgroundWork::start);
    watch.start();
  }

  /** Stops all background work except the engines. */
  void stopOtherWork() {
    works.forEach(BackgroundWork::stop);
  }

  /**
   * Stops the engines.
   *
   * @param end the time, by {@link System#nanoTime}, until which this method waits for the calls
   *     under way
   */
  void stop(long end) {
    try {
      engine.stop().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      LOG.info("stopped: no call was under way");
    } catch (TimeoutException e) {
      LOG.warn(
          "stopped while calls were under way: another node, or the next start, looks up their outcome");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.error(
          "the delivery of writes did not shut down cleanly; another node, or the next start, continues it",
          e.getCause());
    }
    events.stop(Duration.ofNanos(Math.max(LAST_EVENTS.toNanos(), end - System.nanoTime())));
  }
}
