package dev.gladhand.application.engine;

import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final int CLAIM = 64;

  /** The share of a lease after which it counts as run out here, before it does for the others. */
  private static final double TRUSTED = 0.8;

  private final EngineSettings settings;
  private final Operations operations;
  private final Lanes lanes;
  private final Connections store;
  private final LiveConnections connections;
  private final Adapters adapters;
  private final CallTsp calls;
  private final Recorder recorder;
  private final Tasks tasks;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Wakeups wakeups;
  private final GroupCommit<LaneLease, List<ResourceOperation>> windows;
  private final Map<ConnectionId, LaneRun> runs = new LinkedHashMap<>();
  private final Map<LaneLease, Instant> trustedUntil = new ConcurrentHashMap<>();
  private final Map<ConnectionId, Circuit> circuits = new LinkedHashMap<>();
  private boolean started;
  private boolean stopping;
  private boolean claiming;
  private boolean claimAgain;

  public Engine(
      EngineSettings settings,
      Operations operations,
      Lanes lanes,
      Connections store,
      LiveConnections connections,
      Adapters adapters,
      CallTsp calls,
      Recorder recorder,
      Wakeups wakeups,
      Tasks tasks,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.operations = operations;
    this.lanes = lanes;
    this.store = store;
    this.connections = connections;
    this.adapters = adapters;
    this.calls = calls;
    this.recorder = recorder;
    this.wakeups = wakeups;
    this.tasks = tasks;
    this.clock = clock;
    this.random = random;
    this.windows = new GroupCommit<>(tasks, CLAIM, this::readWindows);
  }

  /** Begins to work. Once. */
  public void start() {
    synchronized (this) {
      started = true;
    }
    tick();
    tasks.after(settings.lease().dividedBy(3), this::renew);
  }

  /** Something became due, on this node or another. */
  public void wake() {
    List<LaneRun> held;
    synchronized (this) {
      held = List.copyOf(runs.values());
    }
    held.forEach(LaneRun::wake);
    claim();
  }

  /** Something of this connection became due. */
  public void wake(ConnectionId connection) {
    LaneRun held;
    synchronized (this) {
      held = runs.get(connection);
    }
    if (held != null) {
      held.wake();
      return;
    }
    claim();
  }

  /**
   * The connection, its credentials or settings may have changed: forgets what it knew of it.
   * Blocks.
   */
  public void changed(ConnectionId connection) {
    connections.forget(connection);
    calls.forget(connection);
    LaneRun held;
    synchronized (this) {
      held = runs.get(connection);
    }
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
    List<LaneRun> held;
    synchronized (this) {
      stopping = true;
      held = List.copyOf(runs.values());
    }
    held.forEach(LaneRun::stop);
    var stopped = new CompletableFuture<Void>();
    awaitEmpty(stopped);
    return stopped;
  }

  private void awaitEmpty(CompletableFuture<Void> stopped) {
    synchronized (this) {
      if (!runs.isEmpty()) {
        tasks.after(Duration.ofMillis(20), () -> awaitEmpty(stopped));
        return;
      }
    }
    stopped.complete(null);
  }

  /**
   * Why the connection's writes wait as a whole, as far as this node knows; null for no such
   * reason.
   */
  public @Nullable Waiting blockedBy(ConnectionId connection) {
    LaneRun held;
    synchronized (this) {
      held = runs.get(connection);
    }
    return held == null ? null : held.blockedBy();
  }

  /** Lanes held here, for metrics. */
  public synchronized int held() {
    return runs.size();
  }

  private void tick() {
    synchronized (this) {
      if (stopping) {
        return;
      }
    }
    wake();
    tasks.after(untilNextLook(), this::tick);
  }

  /** Until the next lane is due by itself, at most a poll. */
  private Duration untilNextLook() {
    try {
      var due = lanes.untilNextDue().orElse(settings.poll());
      var soonest = Duration.ofMillis(5);
      if (due.compareTo(soonest) < 0) {
        return soonest;
      }
      return due.compareTo(settings.poll()) < 0 ? due : settings.poll();
    } catch (StoreUnavailable e) {
      return settings.poll();
    }
  }

  private void claim() {
    synchronized (this) {
      if (!started || stopping) {
        return;
      }
      if (claiming) {
        claimAgain = true;
        return;
      }
      claiming = true;
    }
    tasks.run(this::claimDue);
  }

  private void claimDue() {
    var more = false;
    try {
      int room;
      synchronized (this) {
        room = stopping ? 0 : Math.min(CLAIM, settings.lanes() - runs.size());
        claimAgain = false;
      }
      if (room > 0) {
        var asked = clock.instant();
        var claimed = lanes.claim(settings.node(), room, settings.lease());
        more = claimed.size() == room;
        begin(claimed, asked);
      }
    } catch (StoreUnavailable e) {
      LOG.warn("no lanes were claimed: the store is away");
    } finally {
      synchronized (this) {
        claiming = false;
        more |= claimAgain;
      }
    }
    if (more) {
      claim();
    }
  }

  private void begin(List<Lanes.Claimed> claimed, Instant asked) {
    if (claimed.isEmpty()) {
      return;
    }
    var begun = new ArrayList<LaneRun>();
    for (var lane : claimed) {
      connection(lane.lease().connection())
          .ifPresent(connection -> begun.add(open(lane, connection, asked)));
    }
    begun.forEach(LaneRun::pump);
  }

  private LaneRun open(Lanes.Claimed lane, Connection connection, Instant asked) {
    trust(lane.lease(), asked);
    LaneRun run;
    LaneRun earlier;
    synchronized (this) {
      run =
          new LaneRun(
              this,
              lane,
              connection,
              circuits.computeIfAbsent(connection.id(), _ -> new Circuit()));
      earlier = runs.put(connection.id(), run);
    }
    if (earlier != null) {
      trustedUntil.remove(earlier.lease());
      earlier.lost();
    }
    return run;
  }

  private Optional<Connection> connection(ConnectionId id) {
    var connection = connections.find(id);
    if (connection.isEmpty()) {
      LOG.error("lane {} has no connection", id);
    }
    return connection;
  }

  private void trust(LaneLease lease, Instant asked) {
    trustedUntil.put(lease, trusted(asked));
  }

  private Instant trusted(Instant asked) {
    return asked.plusMillis((long) (settings.lease().toMillis() * TRUSTED));
  }

  boolean leaseRuns(LaneLease lease) {
    var until = trustedUntil.get(lease);
    return until != null && clock.instant().isBefore(until);
  }

  private void renew() {
    var held = new HashSet<>(trustedUntil.keySet());
    if (!held.isEmpty()) {
      try {
        var asked = clock.instant();
        var kept = lanes.renew(settings.node(), held, settings.lease());
        held.forEach(
            lease -> {
              if (kept.contains(lease)) {
                kept(lease, asked);
              } else {
                lost(lease);
              }
            });
      } catch (StoreUnavailable e) {
        LOG.warn("{} leases were not prolonged: the store is away", held.size());
      }
    }
    tasks.after(settings.lease().dividedBy(3), this::renew);
  }

  private void kept(LaneLease lease, Instant asked) {
    trustedUntil.computeIfPresent(lease, (_, _) -> trusted(asked));
  }

  private void lost(LaneLease lease) {
    LaneRun run;
    if (trustedUntil.remove(lease) == null) {
      return;
    }
    synchronized (this) {
      run = runs.get(lease.connection());
      if (run == null || !run.lease().equals(lease)) {
        return;
      }
      runs.remove(lease.connection());
    }
    LOG.warn("the lease of lane {} ran out", lease.connection());
    run.lost();
  }

  void release(LaneRun run, Lanes.Release release) {
    tasks.run(
        () -> {
          try {
            lanes.release(settings.node(), List.of(release));
          } catch (StoreUnavailable e) {
            LOG.warn(
                "lane {} comes free when its lease runs out: the store is away",
                release.lease().connection());
          }
          trustedUntil.remove(release.lease());
          synchronized (this) {
            runs.remove(release.lease().connection(), run);
          }
          // What became due while it was being given back was announced to nobody.
          claim();
        });
  }

  CompletableFuture<List<ResourceOperation>> window(LaneLease lease) {
    return windows.submit(lease);
  }

  private List<List<ResourceOperation>> readWindows(List<LaneLease> leases) {
    var skipping =
        leases.stream()
            .map(LaneLease::connection)
            .filter(
                id ->
                    connections
                        .find(id)
                        .map(
                            found ->
                                found.settings().getOr(Settings.ON_FAILURE, Settings.OnFailure.HOLD)
                                    == Settings.OnFailure.SKIP)
                        .orElse(false))
            .toList();
    var found = operations.window(leases, skipping, settings.window());
    return leases.stream().map(lease -> found.getOrDefault(lease.connection(), List.of())).toList();
  }

  /**
   * The TSP does not take the connection's credentials any more: everything of it waits for new
   * ones.
   */
  void credentialsLost(Connection connection) {
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
    } catch (StoreUnavailable e) {
      LOG.warn("connection {} fails later: the store is away", connection.id());
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

  Transitions transitions() {
    return new Transitions(settings.policy(), now(), random.nextDouble());
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  EngineSettings settings() {
    return settings;
  }

  Operations operations() {
    return operations;
  }

  Lanes lanes() {
    return lanes;
  }

  Adapters adapters() {
    return adapters;
  }

  CallTsp calls() {
    return calls;
  }

  Recorder recorder() {
    return recorder;
  }

  Tasks tasks() {
    return tasks;
  }
}
