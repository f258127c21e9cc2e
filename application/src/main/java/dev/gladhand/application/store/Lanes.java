package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of writes: one row for each connection with writes, and who holds it. A parked lane is
 * not claimed. A holder leaves a short text of limits to the next. Where an attempt is under way
 * still when a lane is given back, it is due at the latest when the lease would have ended: release
 * it only once its attempts ended.
 */
public interface Lanes extends LaneLeases<ConnectionId, String> {

  /**
   * Stops a lane from being claimed until {@link #resume}. Its present holder may keep its lease
   * until it releases the lane.
   */
  void park(ConnectionId connection, String reason);

  /** Lets a lane that is parked, or held back until a time, be claimed again, at once. */
  void resume(ConnectionId connection);

  /**
   * Resumes lanes that are parked although their connection is active, because the node that was to
   * resume them died.
   *
   * @return how many lanes were resumed
   */
  int resumeForgotten();

  /** Writes down what holders of lanes would leave by now, for others to see. */
  void remember(String node, Collection<Release<ConnectionId, String>> memories);

  Optional<LaneStatus> status(ConnectionId connection);

  /** Of those of the connections that have a lane. */
  default Map<ConnectionId, LaneStatus> statuses(Collection<ConnectionId> connections) {
    var found = new HashMap<ConnectionId, LaneStatus>();
    connections.forEach(id -> status(id).ifPresent(status -> found.put(id, status)));
    return found;
  }

  /**
   * What a lane looks like from outside.
   *
   * @param dueAt when it may be claimed; null where nothing is pending, and while it is held or
   *     parked
   * @param memory what its last holder left, or its present one has told: see {@link Release#left}
   * @param now the store's time when this was read
   */
  record LaneStatus(
      @Nullable Instant dueAt,
      @Nullable String holder,
      @Nullable String parked,
      @Nullable String memory,
      Instant now) {}
}
