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
 * Starts, wakes and stops the delivery of what was accepted. One for each node; any number of nodes
 * share a store. Thread-safe.
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

  /** Begins to work. Once. */
  public void start() {
    lanes.start();
  }

  /** What goes on for as long as the engine runs. */
  public List<Watched> watched() {
    return lanes.watched();
  }

  /** Something became due, on this node or another. */
  public void wake() {
    lanes.wake();
  }

  /** Something of this connection became due. */
  public void wake(ConnectionId connection) {
    lanes.wake(connection);
  }

  /** Something of this connection was accepted here; its lane may be held by another node. */
  public void accepted(ConnectionId connection, Operations.@Nullable LaneSeen lane) {
    wake(connection);
    if (lane != null
        && lane.holder() != null
        && !lane.holder().equals(settings.node())
        && lanes.leases().of(connection) == null) {
      wakeups.signal(new Wakeups.Signal.LaneFilled(connection));
    }
  }

  /** Another node accepted something of this connection. */
  public void filled(ConnectionId connection) {
    lanes.wakeHeld(connection);
  }

  /**
   * The connection, its credentials or settings may have changed: forgets what it knew of it.
   * Blocks.
   */
  public void changed(ConnectionId connection) {
    parking.forget(connection);
    var held = lanes.leases().of(connection);
    if (held != null) {
      parking.look(held);
    }
    lanes.changed(connection);
  }

  /**
   * Begins nothing more; completes when what was under way has ended and every lane was given back.
   */
  public CompletableFuture<Void> stop() {
    return lanes.stop();
  }
}
