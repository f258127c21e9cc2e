package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of the lanes of writes: one row for each connection with writes, with its holder. A
 * parked lane is not claimed. A holder leaves the text of a {@link LaneMemory} to the next. If an
 * attempt is still under way when its lane is released, the lane becomes due at the latest when the
 * lease would have ended; a lane should therefore be released only after its attempts have ended.
 */
public interface Lanes extends LaneLeases<ConnectionId, String> {

  /**
   * Stops a lane from being claimed until {@link #resume}. Its present holder may keep its lease
   * until it releases the lane.
   */
  void park(ConnectionId connection, String reason);

  /** Lets a lane that is parked, or that waits for a time, be claimed again at once. */
  void resume(ConnectionId connection);

  /**
   * Resumes lanes that are parked although their connection is active or deleted, which happens if
   * a node dies before it has resumed them.
   *
   * @return how many lanes were resumed
   */
  int resumeForgotten();

  /** Stores the present state of held lanes, so that other nodes can read it. */
  void remember(String node, Collection<Release<ConnectionId, String>> memories);

  Optional<LaneStatus> status(ConnectionId connection);

  /** The states of the lanes of these connections; a connection without a lane is left out. */
  default Map<ConnectionId, LaneStatus> statuses(Collection<ConnectionId> connections) {
    var found = new HashMap<ConnectionId, LaneStatus>();
    connections.forEach(id -> status(id).ifPresent(status -> found.put(id, status)));
    return found;
  }

  /**
   * The state of a lane as other nodes see it.
   *
   * @param dueAt when it may be claimed; null if nothing is pending, or while it is held or parked
   * @param holder the node that holds the lane; null if none does
   * @param parked why the lane is parked; null if it is not
   * @param memory the state that the last holder left or the present holder has stored; see {@link
   *     Release#left}
   * @param now the store's time when this was read
   */
  record LaneStatus(
      @Nullable Instant dueAt,
      @Nullable String holder,
      @Nullable String parked,
      @Nullable String memory,
      Instant now) {}
}
