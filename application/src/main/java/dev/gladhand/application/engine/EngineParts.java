package dev.gladhand.application.engine;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.lane.LaneEngine;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Wakeups;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a node delivers writes with, put together: the engine, and what others use of it.
 *
 * @param held what the lanes that this node holds wait for
 * @param deliver makes a sync write
 */
public record EngineParts(Engine engine, HeldWrites held, DeliverWrite deliver) {

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
    var parking =
        new ParkLanes(stores.lanes, stores.connections, connections, calls, stores.wakeups, clock);
    var work =
        new WriteWork(
            settings,
            stores.lanes,
            new OpenLanes(settings, connections, adapters, tasks, around.random),
            new Windows(settings, stores.operations, connections, tasks),
            deliver,
            parking,
            tasks);
    var lanes = new LaneEngine<>("lanes", settings.held(), stores.lanes, work, tasks, clock);
    var engine = new Engine(settings, lanes, parking, stores.wakeups);
    return new EngineParts(engine, new HeldWrites(lanes.leases()), deliver);
  }
}
