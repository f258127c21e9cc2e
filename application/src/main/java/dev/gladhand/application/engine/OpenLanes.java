package dev.gladhand.application.engine;

import dev.gladhand.application.ByteShares;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.PartnerId;
import java.util.random.RandomGenerator;

/** Makes a claimed lane ready to be run, with what its last holder left. Thread-safe. */
final class OpenLanes {
  private final EngineSettings settings;
  private final Adapters adapters;
  private final RandomGenerator random;
  private final TspHealth.All health = new TspHealth.All();
  private final ByteShares<PartnerId> bytes;

  OpenLanes(EngineSettings settings, Adapters adapters, Tasks tasks, RandomGenerator random) {
    this.settings = settings;
    this.adapters = adapters;
    this.random = random;
    this.bytes = ByteShares.ofHeap(tasks::run);
  }

  /** Whether there is an adapter for it here. */
  boolean canOpen(Connection connection) {
    return adapters.find(connection.tsp()).isPresent();
  }

  HeldLane open(Lanes.Claimed claimed, Connection connection) {
    var adapter = adapters.get(connection.tsp());
    var gate =
        new LaneGate(
            adapter,
            LaneMemory.of(claimed.memory()),
            claimed.abandoned() || LaneMemory.isAbandoned(claimed.memory()),
            health.of(adapter, connection));
    return new HeldLane(
        claimed.lease(),
        connection,
        gate,
        adapter.maxConcurrency(),
        new LaneBytes(bytes, connection.partner()),
        settings,
        random);
  }
}
