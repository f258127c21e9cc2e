package dev.gladhand.testkit.simulation;

import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.Draining;
import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.ChangeConnection;
import dev.gladhand.application.connection.ConnectionBody;
import dev.gladhand.application.connection.ConnectionLanes;
import dev.gladhand.application.connection.FleetIds;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.connection.ShownConnections;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.engine.EngineParts;
import dev.gladhand.application.engine.Recorder;
import dev.gladhand.application.engine.Sweeper;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.operation.CheckRetry;
import dev.gladhand.application.operation.RetryOrCancel;
import dev.gladhand.application.operation.WhyItWaits;
import dev.gladhand.application.reference.KnownReferences;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.application.write.AcceptWrite;
import dev.gladhand.application.write.CheckWrite;
import dev.gladhand.application.write.PartnerLimits;
import dev.gladhand.application.write.StoredWrites;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.testkit.store.memory.InMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One process: everything that the program puts together, over a store that it shares. */
final class Node extends World.Place {
  private static final EngineSettings SETTINGS =
      new EngineSettings(
          "",
          Duration.ofSeconds(6),
          Duration.ofMillis(500),
          Duration.ofSeconds(4),
          Duration.ofSeconds(6),
          4,
          100,
          8,
          new RetryPolicy(
              Duration.ofMillis(500), Duration.ofSeconds(8), 5, Duration.ofMinutes(10)));

  private final Draining draining = new Draining();
  final AcceptWrite accept;
  final RetryOrCancel change;
  final ChangeConnection connections;
  final Engine engine;
  final Faults faults;
  private final Sweeper sweeper;
  private final World world;
  boolean ready;
  private final Consumer<Wakeups.Signal> heard;

  Node(
      String name,
      World world,
      InMemoryStore store,
      SimulatedTsp tsp,
      Plant plant,
      Duration clockIsOff,
      double faultShare,
      Consumer<Wakeups.Signal> cluster) {
    this.world = world;
    this.faults = new Faults(world, this, faultShare);
    var operations = faults.of(Operations.class, plant.operations(store.operations(), world));
    var lanes = faults.of(Lanes.class, plant.lanes(store.lanes(), world));
    var stored = faults.of(Connections.class, store.connections());
    var references = faults.of(References.class, store.references());
    // The store's time comes to a node late, never early; its own clock is wrong by minutes.
    var late = world.between(0, 20);
    InstantSource clock = () -> world.time().minus(late);
    InstantSource own = () -> world.time().plus(clockIsOff);
    var ids = new TimeOrderedIds(clock, world.random);
    var clockAndIds = new ClockAndIds(clock, ids);
    var tasks = tasks();
    var wakeups = wakeups(cluster);
    var adapters = new Adapters(List.of(tsp.adapter(this)));
    var live = new LiveConnections(stored, clock);
    var calls = new CallTsp(adapters, stored, operations, own, Measurements.NONE, Tracing.NONE);
    var recorder = new Recorder(operations, tasks, Measurements.NONE);
    var settings = plant.settings(named(name));
    var parts =
        EngineParts.of(
            settings,
            new EngineParts.Stores(operations, lanes, stored, wakeups),
            live,
            adapters,
            calls,
            recorder,
            new EngineParts.Surroundings(tasks, clock, new Random(world.random.nextLong())));
    engine = parts.engine();
    var waits = new WhyItWaits(operations, lanes, live, parts.held(), clock);
    var trail = store.auditTrail();
    var audit = new Audit(trail, ids, clock);
    sweeper =
        new Sweeper(
            operations,
            lanes,
            trail,
            recorder,
            tasks,
            clock,
            new Sweeper.Times(
                Duration.ofSeconds(2),
                settings.syncTimeout(),
                Duration.ofDays(90),
                Duration.ofDays(400)));
    var limits =
        new PartnerLimits(
            PartnerLimits.Limits.DEFAULT,
            PartnerCaps.DEFAULT,
            operations,
            store.keptBytes(),
            clock);
    var check =
        new CheckWrite(live, new KnownReferences(references), adapters, draining, clockAndIds);
    var told = new StoredWrites(operations, waits, tasks);
    var adding = new GroupCommit<NewOperation, AddResult>(tasks, 64, operations::add);
    accept =
        new AcceptWrite(check, told, adding, engine, parts.deliver(), limits, Measurements.NONE);
    change =
        new RetryOrCancel(
            operations,
            new CheckRetry(operations, live, limits),
            engine,
            waits,
            clockAndIds,
            audit,
            Tracing.NONE);
    connections =
        new ChangeConnection(
            stored,
            new ConnectionBody(adapters, OperatorTargets.NONE),
            new ShownConnections(stored, lanes, operations, adapters),
            new FleetIds(ids),
            new ConnectionLanes(stored, lanes, live, wakeups),
            clock,
            audit);
    heard =
        signal -> {
          switch (signal) {
            case Wakeups.Signal.LaneDue() -> engine.wake();
            case Wakeups.Signal.LaneFilled(var connection) -> engine.filled(connection);
            case Wakeups.Signal.ConnectionChanged(var connection) -> {
              live.forget(connection);
              tasks.run(() -> engine.changed(connection));
            }
            default -> {}
          }
        };
  }

  private static EngineSettings named(String name) {
    return new EngineSettings(
        name,
        SETTINGS.lease(),
        SETTINGS.poll(),
        SETTINGS.tspTimeout(),
        SETTINGS.syncTimeout(),
        SETTINGS.concurrency(),
        SETTINGS.lanes(),
        SETTINGS.window(),
        SETTINGS.policy());
  }

  void start() {
    world.after(
        Duration.ZERO,
        this,
        () -> {
          ready = true;
          engine.start();
          sweeper.start();
        });
  }

  /** Ends in order. */
  void drain(Runnable then) {
    world.after(
        Duration.ZERO,
        this,
        () -> {
          draining.begin();
          sweeper.stop();
          engine.stop().thenRun(then);
        });
  }

  /** From one moment to the next it is no more. */
  void crash() {
    gone = true;
  }

  void hear(Wakeups.Signal signal) {
    world.after(world.between(0, 3), this, () -> heard.accept(signal));
  }

  private Wakeups wakeups(Consumer<Wakeups.Signal> cluster) {
    return new Wakeups() {
      @Override
      public void signal(Signal signal) {
        if (!gone) {
          cluster.accept(signal);
        }
      }

      @Override
      public void listen(Consumer<Signal> listener) {
        throw new UnsupportedOperationException("the node listens by itself");
      }
    };
  }

  private Tasks tasks() {
    return new Tasks() {
      @Override
      public void run(Runnable task) {
        after(Duration.ZERO, task);
      }

      @Override
      public <T> T await(CompletableFuture<T> result) {
        world.await(result, Node.this);
        return Tasks.super.await(result);
      }

      @Override
      public void after(Duration delay, Runnable task) {
        if (!gone) {
          world.after(delay.plusNanos(world.random.nextInt(400_000)), Node.this, task);
        }
      }
    };
  }
}
