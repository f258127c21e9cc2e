package dev.gladhand.application.engine;

import dev.gladhand.application.lane.Leases;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers questions about the lanes of writes that this node holds. Thread-safe. */
public final class HeldWrites {
  private final Leases<ConnectionId, String, WriteLane> leases;

  HeldWrites(Leases<ConnectionId, String, WriteLane> leases) {
    this.leases = leases;
  }

  /** The number of lanes that this node holds. */
  public int count() {
    return leases.count();
  }

  /**
   * Why all writes of the connection wait; null if they do not, or if this node does not hold the
   * lane and cannot know.
   */
  public @Nullable Waiting blockedBy(ConnectionId connection) {
    var lane = leases.of(connection);
    return lane == null ? null : lane.blockedBy(leases.now());
  }

  /** The present state of the connection's lane; empty if this node does not hold the lane. */
  public Optional<LaneMemory> known(ConnectionId connection) {
    return Optional.ofNullable(leases.of(connection)).map(lane -> lane.memory(leases.now()));
  }

  /**
   * Takes a permit for a call that is not a write and returns zero, or returns how long until there
   * is a permit; empty if this node does not hold the lane.
   */
  Optional<Duration> takeOther(Connection connection) {
    return Optional.ofNullable(leases.of(connection.id()))
        .map(lane -> lane.takeOther(leases.now()));
  }
}
