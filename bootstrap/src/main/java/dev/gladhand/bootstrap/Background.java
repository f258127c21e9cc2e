package dev.gladhand.bootstrap;

import dev.gladhand.application.Draining;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.http.gate.UnderWay;
import dev.gladhand.persistence.database.Database;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a node's background work when the server listens, and ends it in an orderly way: first new
 * writes are refused, then the calls under way end, then the lanes are released, and the store is
 * closed last.
 */
@Singleton
final class Background implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private final NodeSettings settings;
  private final Engines engines;
  private final HearSignals signals;
  private final Draining draining;
  private final UnderWay underWay;
  private volatile boolean stopped;

  // The store is a parameter so that it is closed after this bean.
  Background(
      NodeSettings settings,
      Database store,
      Engines engines,
      HearSignals signals,
      Draining draining,
      UnderWay underWay) {
    this.settings = settings;
    this.engines = engines;
    this.signals = signals;
    this.draining = draining;
    this.underWay = underWay;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    signals.start();
    if (settings.held()) {
      LOG.warn(
          "GLADHAND_HOLD: writes are accepted, and nothing is sent to providers or webhooks until this"
              + " node is started without it");
    } else {
      engines.start();
    }
    LOG.info("listening on {}", event.getSource().getURI());
  }

  /**
   * Ends the background work: refuses new writes, waits for the calls under way, and stops the
   * engines. Until this method returns, the server still answers, with a 503 for new writes. A
   * second call does nothing.
   */
  @PreDestroy
  synchronized void drain() {
    if (stopped) {
      return;
    }
    stopped = true;
    draining.begin();
    engines.stopOtherWork();
    var end = System.nanoTime() + settings.grace().toNanos();
    underWay.awaitNone(settings.grace());
    engines.stop(end);
  }
}
