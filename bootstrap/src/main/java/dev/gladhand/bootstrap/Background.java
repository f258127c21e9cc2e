package dev.gladhand.bootstrap;

import dev.gladhand.application.BackgroundWork;
import dev.gladhand.application.Draining;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.delivery.EventEngine;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.store.Wakeups.Signal;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.http.gate.UnderWay;
import dev.gladhand.persistence.database.Database;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's background work. It starts when the server listens, and ends in this order: no new
 * writes, the calls under way end, the lanes are released, and the store is closed last.
 */
@Singleton
final class Background implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);
  private static final Duration LAST_EVENTS = Duration.ofSeconds(1);

  private final NodeSettings settings;
  private final Engine engine;
  private final EventEngine events;
  private final List<BackgroundWork> works;
  private final WatchEngines watch;
  private final LiveConnections connections;
  private final Clients clients;
  private final Wakeups wakeups;
  private final Tasks tasks;
  private final Draining draining;
  private final UnderWay underWay;
  private volatile boolean stopped;

  // The store is a parameter so that it is closed after this bean.
  Background(
      NodeSettings settings,
      Database store,
      Engine engine,
      EventEngine events,
      List<BackgroundWork> works,
      WatchEngines watch,
      LiveConnections connections,
      Clients clients,
      Wakeups wakeups,
      Tasks tasks,
      Draining draining,
      UnderWay underWay) {
    this.settings = settings;
    this.engine = engine;
    this.events = events;
    this.works = works;
    this.watch = watch;
    this.connections = connections;
    this.clients = clients;
    this.wakeups = wakeups;
    this.tasks = tasks;
    this.draining = draining;
    this.underWay = underWay;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    wakeups.listen(this::heard);
    if (settings.held()) {
      LOG.warn(
          "GLADHAND_HOLD: writes are accepted, and nothing is sent to providers or webhooks until this"
              + " node is started without it");
    } else {
      engine.start();
      events.start();
      works.forEach(BackgroundWork::start);
      watch.start();
    }
    LOG.info("listening on {}", event.getSource().getURI());
  }

  private void heard(Signal signal) {
    switch (signal) {
      case Signal.LaneDue() -> engine.wake();
      case Signal.LaneFilled(var connection) -> engine.filled(connection);
      case Signal.ConnectionChanged(var connection) -> {
        connections.forget(connection);
        tasks.run(() -> engine.changed(connection));
      }
      case Signal.PartnerChanged(var client) -> clients.forget(client);
      case Signal.EventAdded() -> {}
    }
  }

  /**
   * Ends all work in order, once. Meanwhile the server still answers, with a 503 for new writes.
   */
  @PreDestroy
  synchronized void drain() {
    if (stopped) {
      return;
    }
    stopped = true;
    draining.begin();
    works.forEach(BackgroundWork::stop);
    var end = System.nanoTime() + settings.grace().toNanos();
    underWay.awaitNone(settings.grace());
    try {
      engine.stop().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      LOG.info("stopped: no call was under way");
    } catch (TimeoutException e) {
      LOG.warn("stopped while calls were under way: another node looks up their outcome");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.error("the engine could not be stopped", e.getCause());
    }
    events.stop(Duration.ofNanos(Math.max(LAST_EVENTS.toNanos(), end - System.nanoTime())));
  }
}
