package dev.gladhand.application.engine;

import dev.gladhand.application.Repeated;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.Watched;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.domain.connection.ConnectionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, wakes and stops the delivery of what was accepted. One for each node; any number of nodes
 * share a store. Thread-safe.
 */
public final class Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** Calls from other nodes to look again are heard at most this often. */
  private static final Duration HEARD_EVERY = Duration.ofMillis(20);

  private final EngineSettings settings;
  private final Leases leases;
  private final Claims claims;
  private final LaneDriver driver;
  private final ParkLanes parking;
  private final Wakeups wakeups;
  private final Tasks tasks;
  private final Repeated looking;
  private boolean hearing;

  Engine(
      EngineSettings settings,
      Leases leases,
      Claims claims,
      LaneDriver driver,
      ParkLanes parking,
      Wakeups wakeups,
      Tasks tasks) {
    this.settings = settings;
    this.leases = leases;
    this.claims = claims;
    this.driver = driver;
    this.parking = parking;
    this.wakeups = wakeups;
    this.tasks = tasks;
    this.looking = new Repeated("lanes-looking", tasks, this::tick);
    leases.onRelease(claims::claim);
  }

  /** Begins to work. Once. */
  public void start() {
    claims.start();
    leases.keep();
    looking.start();
  }

  /** What goes on for as long as the engine runs. */
  public List<Watched> watched() {
    return List.of(looking, leases.keeping());
  }

  /** Something became due, on this node or another. */
  public void wake() {
    synchronized (this) {
      if (hearing) {
        return;
      }
      hearing = true;
    }
    claims.claim();
    tasks.after(
        HEARD_EVERY,
        () -> {
          synchronized (this) {
            hearing = false;
          }
          wakeAll();
        });
  }

  private void wakeAll() {
    leases.all().forEach(driver::wake);
    claims.claim();
  }

  /** Something of this connection became due. */
  public void wake(ConnectionId connection) {
    var held = leases.of(connection);
    if (held != null) {
      driver.wake(held);
    } else if (!leases.rests(connection)) {
      claims.claim();
    }
  }

  /** Something of this connection was accepted here; its lane may be held by another node. */
  public void accepted(ConnectionId connection, Operations.@Nullable LaneSeen lane) {
    wake(connection);
    if (lane != null
        && lane.holder() != null
        && !lane.holder().equals(settings.node())
        && leases.of(connection) == null) {
      wakeups.signal(new Wakeups.Signal.LaneFilled(connection));
    }
  }

  /** Another node accepted something of this connection. */
  public void filled(ConnectionId connection) {
    var held = leases.of(connection);
    if (held != null) {
      driver.wake(held);
    }
  }

  /**
   * The connection, its credentials or settings may have changed: forgets what it knew of it.
   * Blocks.
   */
  public void changed(ConnectionId connection) {
    parking.forget(connection);
    leases.restsNoMore(connection);
    var held = leases.of(connection);
    if (held != null) {
      parking.look(held);
      driver.wake(held);
    }
    claims.claim();
  }

  /**
   * Begins nothing more; completes when what was under way has ended and every lane was given back.
   */
  public CompletableFuture<Void> stop() {
    claims.stop();
    looking.stop();
    leases.all().forEach(driver::stop);
    var stopped = new CompletableFuture<Void>();
    awaitEmpty(stopped);
    return stopped;
  }

  private void awaitEmpty(CompletableFuture<Void> stopped) {
    if (leases.count() == 0 && claims.idle()) {
      stopped.complete(null);
    } else {
      tasks.after(Duration.ofMillis(20), () -> awaitEmpty(stopped));
    }
  }

  /** Looks for what nobody announced. */
  private Duration tick() {
    var next = settings.poll();
    try {
      wakeAll();
      leases.tell();
    } catch (StoreUnavailable e) {
      LOG.debug("nobody was told what is waited for: the store is away");
    } catch (RuntimeException e) {
      LOG.error("a look for work failed: {}", Traces.of(e));
    }
    claims.soon(next);
    return next;
  }
}
