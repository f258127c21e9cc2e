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
 * Sets lanes aside whose connections take no writes, and fails connections whose credentials the
 * TSP refuses. Blocks; thread-safe.
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
   * Sets the lane aside if its connection takes no writes as the store has it now; throws {@link
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
    // It may have been resumed between the look and the mark, and would wait for ever.
    look(lane);
    if (!lane.paused()) {
      lanes.resume(connection.id());
    }
  }

  /** Reads the lane's connection again, where the store is there to tell. */
  void look(WriteLane lane) {
    var id = lane.connection().id();
    connections.forget(id);
    try {
      connections.find(id).ifPresent(lane::seen);
    } catch (StoreUnavailable e) {
      LOG.debug("connection {} is as it was last seen: the store is away", id);
    }
  }

  /** The connection, its credentials or settings may have changed: forgets what was known. */
  void forget(ConnectionId connection) {
    connections.forget(connection);
    calls.forget(connection);
  }

  /**
   * The TSP does not take the connection's credentials any more: everything of it waits for new
   * ones.
   *
   * @return whether that is stored, or the connection has been changed since
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
      LOG.warn("connection {} fails later: the store is away", connection.id());
      return false;
    }
  }
}
