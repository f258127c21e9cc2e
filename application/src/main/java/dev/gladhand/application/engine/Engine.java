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
import java.util.List;
import java.util.Map;
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
  private static final int CLAIM = 64;
  private static final Duration SOONEST_LOOK = Duration.ofMillis(5);

  /** Calls from other nodes to look again are heard at most this often. */
  private static final Duration HEARD_EVERY = Duration.ofMillis(20);

  /** A lane that this node cannot run is left to others, or to a later build. */
  private static final Duration CANNOT_RUN = Duration.ofMinutes(1);

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
  private final Leases leases;
  private final TspHealth.All health = new TspHealth.All();
  private final GroupCommit<LaneRun, Window> windows;
  private boolean started;
  private boolean stopping;
  private boolean claiming;
  private boolean claimAgain;
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
    // What became due while a lane was being given back was announced to nobody.
    this.leases = new Leases(settings, lanes, tasks, clock, _ -> claim());
    this.windows = new GroupCommit<>(tasks, CLAIM, this::readWindows);
  }

  /** Begins to work. Once. */
  public void start() {
    synchronized (this) {
      started = true;
    }
    leases.keep();
    tick();
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
    synchronized (this) {
      stopping = true;
    }
    leases.all().forEach(LaneRun::stop);
    var stopped = new CompletableFuture<Void>();
    awaitEmpty(stopped);
    return stopped;
  }

  private void awaitEmpty(CompletableFuture<Void> stopped) {
    boolean empty;
    synchronized (this) {
      empty = leases.held() == 0 && !claiming;
    }
    if (empty) {
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

  /** What this node knows of a lane that it holds. */
  public Optional<LaneMemory> known(ConnectionId connection) {
    return Optional.ofNullable(leases.of(connection)).map(LaneRun::memory);
  }

  /** Lanes held here, for metrics. */
  public int held() {
    return leases.held();
  }

  private synchronized boolean stopping() {
    return stopping;
  }

  /** Looks for what nobody announced. */
  private void tick() {
    if (stopping()) {
      return;
    }
    var next = settings.poll();
    try {
      leases.all().forEach(LaneRun::wake);
      claim();
      leases.tell();
    } catch (StoreUnavailable e) {
      LOG.debug("nobody was told what is waited for: the store is away");
    } catch (RuntimeException e) {
      LOG.error("a look for work failed: {}", Traces.of(e));
    } finally {
      tasks.after(next, this::tick);
    }
    soon(next);
  }

  /** Claims again when the next lane is due by itself, if that is before the next tick. */
  private void soon(Duration within) {
    try {
      var due = lanes.untilNextDue().orElse(within);
      if (due.compareTo(within) >= 0 || leases.held() >= settings.lanes()) {
        return;
      }
      var wait = due.compareTo(SOONEST_LOOK) < 0 ? SOONEST_LOOK : due;
      tasks.after(
          wait,
          () -> {
            claim();
            if (!stopping()) {
              soon(within.minus(wait));
            }
          });
    } catch (StoreUnavailable e) {
      LOG.debug("the next look is at the next tick: the store is away");
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
        room = stopping ? 0 : Math.min(CLAIM, settings.lanes() - leases.held());
        claimAgain = false;
      }
      // Results that the store has not taken yet come before new work, and before what is in doubt.
      if (room > 0 && !recorder.behind()) {
        var asked = clock.instant();
        var claimed = lanes.claim(settings.node(), room, settings.lease());
        more = claimed.size() == room;
        begin(claimed, asked);
      }
    } catch (StoreUnavailable e) {
      LOG.warn("no lanes were claimed: the store is away");
    } catch (RuntimeException e) {
      LOG.error("no lanes were claimed: {}", Traces.of(e));
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
    Map<ConnectionId, Connection> found;
    try {
      found = connections.findAll(claimed.stream().map(lane -> lane.lease().connection()).toList());
    } catch (StoreUnavailable e) {
      claimed.forEach(lane -> leases.giveBack(lane.lease(), null));
      throw e;
    }
    var begun = new ArrayList<LaneRun>();
    for (var lane : claimed) {
      var connection = found.get(lane.lease().connection());
      if (connection == null || adapters.find(connection.tsp()).isEmpty()) {
        LOG.error("lane {} has no connection or no adapter here", lane.lease().connection());
        leases.giveBack(lane.lease(), now().plus(CANNOT_RUN));
        continue;
      }
      var run = new LaneRun(this, lane, connection);
      leases.add(run, asked);
      begun.add(run);
    }
    if (stopping()) {
      begun.forEach(LaneRun::stop);
    } else {
      begun.forEach(LaneRun::pump);
    }
  }

  /**
   * What a lane may work on.
   *
   * @param connection as it is now, or null where it was not found
   * @param limit of what was read
   */
  record Window(@Nullable Connection connection, List<ResourceOperation> operations, int limit) {}

  CompletableFuture<Window> window(LaneRun run) {
    return windows.submit(run);
  }

  private List<Window> readWindows(List<LaneRun> runs) {
    var limit = runs.stream().mapToInt(LaneRun::window).max().orElse(settings.window());
    var present = connections.findAll(runs.stream().map(run -> run.connection().id()).toList());
    var leasesOf = runs.stream().map(LaneRun::lease).distinct().toList();
    var skipping =
        leasesOf.stream()
            .map(LaneLease::connection)
            .filter(id -> skips(present.get(id)))
            .distinct()
            .toList();
    var found = operations.window(leasesOf, skipping, limit);
    return runs.stream()
        .map(run -> run.connection().id())
        .map(id -> new Window(present.get(id), found.getOrDefault(id, List.of()), limit))
        .toList();
  }

  private static boolean skips(@Nullable Connection connection) {
    return connection != null
        && connection.settings().getOr(Settings.ON_FAILURE, Settings.OnFailure.HOLD)
            == Settings.OnFailure.SKIP;
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

  Transitions transitions() {
    return new Transitions(settings.policy(), now(), jitter());
  }

  double jitter() {
    return random.nextDouble();
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
