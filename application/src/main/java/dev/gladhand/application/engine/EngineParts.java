package dev.gladhand.application.engine;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Wakeups;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a node delivers writes with, put together: the engine, and what others use of it.
 *
 * @param leases which lanes this node holds, and what each waits for
 * @param deliver makes a sync write
 */
public record EngineParts(Engine engine, Leases leases, DeliverWrite deliver) {

  /** The store, and what tells its nodes of changes. */
  public record Stores(
      Operations operations, Lanes lanes, Connections connections, Wakeups wakeups) {}

  /**
   * @param clock the store's
   */
  public record Surroundings(Tasks tasks, InstantSource clock, RandomGenerator random) {}

  public static EngineParts of(
      EngineSettings settings,
      Stores stores,
      LiveConnections connections,
      Adapters adapters,
      CallTsp calls,
      Recorder recorder,
      Surroundings around) {
    var tasks = around.tasks;
    var clock = around.clock;
    var deliver =
        new DeliverWrite(calls, stores.operations, recorder, settings, tasks, clock, around.random);
    var leases = new Leases(settings, stores.lanes, tasks, clock);
    var parking =
        new ParkLanes(stores.lanes, stores.connections, connections, calls, stores.wakeups, clock);
    var windows = new Windows(settings, stores.operations, connections, tasks);
    var driver = new LaneDriver(windows, deliver, parking, leases, settings, tasks);
    var open = new OpenLanes(settings, adapters, tasks, around.random);
    var claims = new Claims(leases, connections, open, driver, recorder, tasks);
    var engine = new Engine(settings, leases, claims, driver, parking, stores.wakeups, tasks);
    return new EngineParts(engine, leases, deliver);
  }
}
