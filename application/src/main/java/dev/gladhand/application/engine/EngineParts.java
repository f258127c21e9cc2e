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
 * The engine of a node, and those parts of it that the rest of the program uses.
 *
 * @param held tells what the lanes that this node holds wait for
 * @param deliver delivers sync writes
 */
public record EngineParts(Engine engine, HeldWrites held, DeliverWrite deliver) {

  /** The ports to the store that the engine needs, and the signals between nodes. */
  public record Stores(
      Operations operations, Lanes lanes, Connections connections, Wakeups wakeups) {}

  /**
   * What the engine needs from the rest of the program.
   *
   * @param clock the store's clock
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
    var parking =
        new ParkLanes(stores.lanes, stores.connections, connections, calls, stores.wakeups, clock);
    var deliver = new DeliverWrite(calls, stores.operations, recorder, parking, settings, around);
    var work =
        new WriteWork(
            settings,
            stores.lanes,
            new OpenLanes(settings, connections, adapters, tasks, around.random),
            new Windows(settings, stores.operations, connections, tasks),
            recorder,
            parking);
    var lanes =
        new LaneEngine<>(
            "lanes", settings.held(), stores.lanes, work, deliver::deliverNext, tasks, clock);
    var engine = new Engine(settings, lanes, parking, stores.wakeups);
    return new EngineParts(engine, new HeldWrites(lanes.leases()), deliver);
  }
}
