package dev.gladhand.bootstrap;

import dev.gladhand.application.BackgroundWork;
import dev.gladhand.application.Watched;
import dev.gladhand.application.delivery.EventEngine;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.http.node.ReadinessCheck;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that all background work makes progress. Restarts work whose thread has died, and reports
 * the node as not ready while any work makes no progress.
 */
@Singleton
final class WatchEngines implements ReadinessCheck {
  private static final Logger LOG = LoggerFactory.getLogger(WatchEngines.class);

  /**
   * How long background work may be without progress before it counts as stuck. This is longer than
   * a single step waits for a store that does not answer.
   */
  private static final Duration STILL = Duration.ofSeconds(15);

  private final List<Watched> all;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("engines-watching").daemon().factory());

  WatchEngines(Engine engine, EventEngine events, List<BackgroundWork> works) {
    var watched = new ArrayList<>(engine.watched());
    watched.addAll(events.watched());
    works.forEach(one -> watched.add(one.watched()));
    this.all = List.copyOf(watched);
  }

  void start() {
    timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    for (var one : all) {
      if (!one.isMoving(STILL)) {
        LOG.error(
            "background work {} has not proceeded for {} s; it is started again if it has died",
            one.name(),
            STILL.toSeconds());
        one.revive();
      }
    }
  }

  @Override
  public @Nullable String missing() {
    return all.stream()
        .filter(one -> !one.isMoving(STILL))
        .map(one -> one.name() + " has not moved for " + STILL.toSeconds() + " s")
        .findFirst()
        .orElse(null);
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }
}
