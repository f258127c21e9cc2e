package dev.gladhand.application.connection;

import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.store.Wakeups.Signal;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;

/**
 * Parks or resumes the lane of a changed connection, and tells all nodes of the change. Blocks;
 * throws {@code StoreUnavailable}; safe to repeat.
 */
public final class ConnectionLanes {
  /** The lane's reason for waiting if the partner paused the connection. */
  private static final String PAUSED = "paused";

  private final Connections connections;
  private final Lanes lanes;
  private final LiveConnections live;
  private final Wakeups wakeups;

  public ConnectionLanes(
      Connections connections, Lanes lanes, LiveConnections live, Wakeups wakeups) {
    this.connections = connections;
    this.lanes = lanes;
    this.live = live;
    this.wakeups = wakeups;
  }

  /**
   * Parks the lane. If the connection was activated between the change and the parking, the lane is
   * resumed, because it would wait for ever otherwise.
   */
  void park(ConnectionId id) {
    lanes.park(id, PAUSED);
    var paused =
        connections.find(id).filter(now -> now.status() == ConnectionStatus.PAUSED).isPresent();
    if (!paused) {
      lanes.resume(id);
    }
  }

  /**
   * Resumes the lane. Call {@link #tellResumed} afterwards, so that an engine takes the lane at
   * once.
   */
  public void resume(ConnectionId id) {
    lanes.resume(id);
  }

  /** Tells all nodes that the connection has changed. */
  void tellChanged(ConnectionId id) {
    live.forget(id);
    wakeups.signal(new Signal.ConnectionChanged(id));
  }

  /** Tells all nodes that the connection has changed and its lane was resumed. */
  public void tellResumed(ConnectionId id) {
    tellChanged(id);
    wakeups.signal(new Signal.LaneDue());
  }
}
