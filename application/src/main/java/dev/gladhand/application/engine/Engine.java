package dev.gladhand.application.engine;

import dev.gladhand.application.Watched;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.lane.LaneEngine;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.domain.connection.ConnectionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Starts, wakes and stops the delivery of accepted writes. Each node has one engine; any number of
 * nodes share a store. Thread-safe.
 */
public final class Engine {
  private final EngineSettings settings;
  private final LaneEngine<ConnectionId, String, WriteLane> lanes;
  private final ParkLanes parking;
  private final Wakeups wakeups;

  Engine(
      EngineSettings settings,
      LaneEngine<ConnectionId, String, WriteLane> lanes,
      ParkLanes parking,
      Wakeups wakeups) {
    this.settings = settings;
    this.lanes = lanes;
    this.parking = parking;
    this.wakeups = wakeups;
  }

  /** Starts the engine. Called once. */
  public void start() {
    lanes.start();
  }

  /** The tasks that run for as long as the engine does. */
  public List<Watched> watched() {
    return lanes.watched();
  }

  /** Reports that some lane became due, whichever node holds it. */
  public void wake() {
    lanes.wake();
  }

  /** Reports that the connection's lane became due. */
  public void wake(ConnectionId connection) {
    lanes.wake(connection);
  }

  /**
   * Reports that a write of this connection was accepted on this node. If another node holds the
   * lane, that node gets a signal.
   *
   * @param lane the connection's lane as it was read with the write; null if nothing is known of it
   */
  public void accepted(ConnectionId connection, Operations.@Nullable LaneSeen lane) {
    wake(connection);
    if (lane != null
        && lane.holder() != null
        && !lane.holder().equals(settings.node())
        && lanes.leases().of(connection) == null) {
      wakeups.signal(new Wakeups.Signal.LaneFilled(connection));
    }
  }

  /** Reports that another node accepted a write of this connection. */
  public void filled(ConnectionId connection) {
    lanes.wakeHeld(connection);
  }

  /**
   * Reports that the connection, its credentials or settings may have changed, and removes them
   * from caches. Blocks.
   */
  public void changed(ConnectionId connection) {
    parking.forget(connection);
    var held = lanes.leases().of(connection);
    if (held != null) {
      parking.look(held);
    }
    lanes.changed(connection);
  }

  /** Begins no further step; completes when all steps have ended and every lane was released. */
  public CompletableFuture<Void> stop() {
    return lanes.stop();
  }
}
