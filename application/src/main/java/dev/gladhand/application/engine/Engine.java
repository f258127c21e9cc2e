package dev.gladhand.application.engine;

import dev.gladhand.application.Repeated;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.Watched;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what was accepted: claims the lanes that are due, runs each as a {@link LaneRun}, keeps
 * their leases, and gives everything back when it stops. One for each node; any number of nodes
 * share a store. Thread-safe.
 */
public final class Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** Calls from other nodes to look again are heard at most this often. */
  private static final Duration HEARD_EVERY = Duration.ofMillis(20);

  private final EngineSettings settings;
  private final Lanes lanes;
  private final Connections store;
  private final LiveConnections connections;
  private final Adapters adapters;
  private final CallTsp calls;
  private final Recorder recorder;
  private final DeliverWrite deliver;
  private final Tasks tasks;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Wakeups wakeups;
  private final Leases leases;
  private final TspHealth.All health = new TspHealth.All();
  private final Windows windows;
  private final Claims claims;
  private final Repeated looking;
  private boolean hearing;

  public Engine(
      EngineSettings settings,
      Operations operations,
      Lanes lanes,
      Connections store,
      LiveConnections connections,
      Adapters adapters,
      CallTsp calls,
      Recorder recorder,
      DeliverWrite deliver,
      Wakeups wakeups,
      Tasks tasks,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.lanes = lanes;
    this.store = store;
    this.connections = connections;
    this.adapters = adapters;
    this.calls = calls;
    this.recorder = recorder;
    this.deliver = deliver;
    this.wakeups = wakeups;
    this.tasks = tasks;
    this.clock = clock;
    this.random = random;
    // What became due while a lane was being given back was announced to nobody.
    this.leases = new Leases(settings, lanes, tasks, clock, _ -> claim());
    this.windows = new Windows(settings, operations, connections, tasks);
    this.claims = new Claims(this, connections, clock);
    this.looking = new Repeated("lanes-looking", tasks, this::tick);
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
    claim();
    tasks.after(
        HEARD_EVERY,
        () -> {
          synchronized (this) {
            hearing = false;
          }
          leases.all().forEach(LaneRun::wake);
          claim();
        });
  }

  /** Something of this connection became due. */
  public void wake(ConnectionId connection) {
    var held = leases.of(connection);
    if (held != null) {
      held.wake();
    } else if (!leases.rests(connection)) {
      claim();
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
      held.wake();
    }
  }

  /**
   * The connection, its credentials or settings may have changed: forgets what it knew of it.
   * Blocks.
   */
  public void changed(ConnectionId connection) {
    connections.forget(connection);
    calls.forget(connection);
    leases.restsNoMore(connection);
    var held = leases.of(connection);
    if (held != null) {
      held.look();
      held.wake();
    }
    claim();
  }

  /**
   * Begins nothing more; completes when what was under way has ended and every lane was given back.
   */
  public CompletableFuture<Void> stop() {
    claims.stop();
    looking.stop();
    leases.all().forEach(LaneRun::stop);
    var stopped = new CompletableFuture<Void>();
    awaitEmpty(stopped);
    return stopped;
  }

  private void awaitEmpty(CompletableFuture<Void> stopped) {
    if (leases.held() == 0 && claims.idle()) {
      stopped.complete(null);
    } else {
      tasks.after(Duration.ofMillis(20), () -> awaitEmpty(stopped));
    }
  }

  /**
   * Why the connection's writes wait as a whole, as far as this node knows; null for no such
   * reason.
   */
  public @Nullable Waiting blockedBy(ConnectionId connection) {
    var held = leases.of(connection);
    return held == null ? null : held.blockedBy();
  }

  /** Whether the connection takes no writes for want of credentials, as last seen. Blocks. */
  public boolean failed(ConnectionId connection) {
    return connections
        .find(connection)
        .filter(one -> one.status() == ConnectionStatus.FAILED)
        .isPresent();
  }

  /** What this node knows of a lane that it holds. */
  public Optional<LaneMemory> known(ConnectionId connection) {
    return Optional.ofNullable(leases.of(connection)).map(LaneRun::memory);
  }

  /** Lanes held here, for metrics. */
  public int held() {
    return leases.held();
  }

  private void claim() {
    claims.claim();
  }

  /** Looks for what nobody announced. */
  private Duration tick() {
    var next = settings.poll();
    try {
      leases.all().forEach(LaneRun::wake);
      claim();
      leases.tell();
    } catch (StoreUnavailable e) {
      LOG.debug("nobody was told what is waited for: the store is away");
    } catch (RuntimeException e) {
      LOG.error("a look for work failed: {}", Traces.of(e));
    }
    claims.soon(next);
    return next;
  }

  Windows windows() {
    return windows;
  }

  /**
   * The TSP does not take the connection's credentials any more: everything of it waits for new
   * ones. Blocks.
   *
   * @return whether that is stored, or the connection has been changed since
   */
  boolean credentialsLost(Connection connection) {
    try {
      var current = store.find(connection.id());
      if (current.isPresent()
          && current.get().version() == connection.version()
          && current.get().status() == ConnectionStatus.ACTIVE
          && store.update(
              current.get().with(ConnectionStatus.FAILED, now()), null, "connection.failed")) {
        LOG.warn("connection {} failed: the TSP refuses its credentials", connection.id());
      }
      connections.forget(connection.id());
      calls.forget(connection.id());
      wakeups.signal(new Wakeups.Signal.ConnectionChanged(connection.id()));
      return true;
    } catch (StoreUnavailable e) {
      LOG.warn("connection {} fails later: the store is away", connection.id());
      return false;
    }
  }

  /** The connection as the store has it now, or as it was last seen. */
  Optional<Connection> fresh(ConnectionId id) {
    connections.forget(id);
    try {
      return connections.find(id);
    } catch (StoreUnavailable e) {
      return Optional.empty();
    }
  }

  double jitter() {
    return random.nextDouble();
  }

  /** By the store's clock. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  EngineSettings settings() {
    return settings;
  }

  public Lanes lanes() {
    return lanes;
  }

  Adapters adapters() {
    return adapters;
  }

  Recorder recorder() {
    return recorder;
  }

  DeliverWrite deliver() {
    return deliver;
  }

  Leases leases() {
    return leases;
  }

  TspHealth.All health() {
    return health;
  }

  /** Where what need not be waited for is done. */
  public Tasks tasks() {
    return tasks;
  }
}
