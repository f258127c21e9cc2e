package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.Repeated;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.node.Hold;
import dev.gladhand.application.node.Nodes;
import dev.gladhand.application.node.Nodes.Node;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.bootstrap.settings.NodeSettings;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores at regular intervals that this node is running. */
@Singleton
final class SeenNode implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(SeenNode.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofDays(1);

  private final NodeSettings settings;
  private final Nodes nodes;
  private final InstantSource clock;
  private final Instant startedAt;
  private final Repeated ticks;

  SeenNode(NodeSettings settings, Nodes nodes, InstantSource clock, Tasks tasks) {
    this.settings = settings;
    this.nodes = nodes;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.ticks = new Repeated("node-seen", tasks, this::see);
  }

  /**
   * Whether this node is held, so that it sends nothing by itself, and since when. A node that is
   * held by its settings is held since its start.
   */
  Hold hold() {
    return new Hold(settings.held() ? startedAt : null);
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    ticks.start();
  }

  private Duration see() {
    var now = clock.instant();
    try {
      nodes.seen(
          new Node(settings.engine().node(), EventFactory.VERSION, startedAt, now),
          now.minus(KEPT));
    } catch (StoreUnavailable e) {
      LOG.debug("it was not stored that this node is running: the store is not available");
    }
    return EVERY;
  }

  @PreDestroy
  void stop() {
    ticks.stop();
  }
}
