package dev.gladhand.application.engine;

import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.operation.Waiting;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks lanes whose connections take no writes, and marks connections as failed whose credentials
 * the TSP refuses. Blocks; thread-safe.
 */
final class ParkLanes {
  private static final Logger LOG = LoggerFactory.getLogger(ParkLanes.class);

  private final Lanes lanes;
  private final Connections store;
  private final LiveConnections connections;
  private final CallTsp calls;
  private final Wakeups wakeups;
  private final InstantSource clock;

  ParkLanes(
      Lanes lanes,
      Connections store,
      LiveConnections connections,
      CallTsp calls,
      Wakeups wakeups,
      InstantSource clock) {
    this.lanes = lanes;
    this.store = store;
    this.connections = connections;
    this.calls = calls;
    this.wakeups = wakeups;
    this.clock = clock;
  }

  /**
   * Parks the lane if, according to the store, its connection takes no writes; throws {@link
   * StoreUnavailable}.
   */
  void park(WriteLane lane) {
    look(lane);
    if (!lane.paused()) {
      return;
    }
    var connection = lane.connection();
    lanes.park(
        connection.id(),
        connection.status() == ConnectionStatus.FAILED
            ? Waiting.CREDENTIALS.wire()
            : connection.status().wire());
    // The lane may have been resumed between the read and the parking, and would wait for ever.
    look(lane);
    if (!lane.paused()) {
      lanes.resume(connection.id());
    }
  }

  /**
   * Reads the lane's connection anew from the store and gives it to the lane. If the store is not
   * available, the lane keeps the connection that it has.
   */
  void look(WriteLane lane) {
    var id = lane.connection().id();
    connections.forget(id);
    try {
      connections.find(id).ifPresent(lane::seen);
    } catch (StoreUnavailable e) {
      LOG.debug("the last known state of connection {} is used: the store is not available", id);
    }
  }

  /** Removes a connection from caches after it, its credentials or settings may have changed. */
  void forget(ConnectionId connection) {
    connections.forget(connection);
    calls.forget(connection);
  }

  /**
   * Marks the connection as failed, because the TSP refuses its credentials; its writes wait for
   * new ones.
   *
   * @return true if that is stored, or if the connection has been changed since; false if the store
   *     is not available
   */
  boolean fail(Connection connection) {
    try {
      var current = store.find(connection.id());
      var failed =
          current
              .filter(one -> one.version() == connection.version())
              .filter(one -> one.status() == ConnectionStatus.ACTIVE)
              .map(
                  one ->
                      one.with(
                          ConnectionStatus.FAILED, clock.instant().truncatedTo(ChronoUnit.MICROS)));
      if (failed.isPresent() && store.update(failed.get(), null, "connection.failed")) {
        LOG.warn("connection {} failed: the TSP refuses its credentials", connection.id());
      }
      forget(connection.id());
      wakeups.signal(new Wakeups.Signal.ConnectionChanged(connection.id()));
      return true;
    } catch (StoreUnavailable e) {
      LOG.warn(
          "the store is not available: connection {}, whose credentials are refused, is marked as failed later",
          connection.id());
      return false;
    }
  }
}
