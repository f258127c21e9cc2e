package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lanes: one row for each connection with writes, and who holds it. Times are the store's.
 * Every method is one transaction, blocks, may be called from any thread, and throws {@link
 * StoreUnavailable}.
 */
public interface Lanes {

  /**
   * Takes lanes that are due, not parked, and not held (or whose lease ran out), the longest due
   * first, skipping what others are taking at the moment. Each gets a new fence.
   */
  List<Claimed> claim(String node, int limit, Duration lease);

  /**
   * @param memory what the last holder left with {@link Release#memory}; null when there is none
   * @param abandoned whether the last holder's lease ran out: what it knew of the limits is lost
   */
  record Claimed(LaneLease lease, @Nullable String memory, boolean abandoned) {}

  /** Prolongs leases; answers those that are still held. */
  Set<LaneLease> renew(String node, Collection<LaneLease> leases, Duration lease);

  /**
   * Gives lanes back. Locks each row, looks for the earliest pending operation (not begun), and
   * makes the lane due at the later of that and {@link Release#notBefore}; leaves it not due where
   * nothing is pending. Where an attempt is under way still, the lane is due at the latest when the
   * lease would have ended: release it only once its attempts ended.
   */
  void release(String node, Collection<Release> releases);

  /**
   * @param notBefore a wait that concerns the whole lane (a limit, a circuit), or null; what is
   *     accepted meanwhile makes the lane due no sooner, {@link #resume} does
   * @param memory what the next holder should know (limits), a short text, or null to leave what is
   *     there
   */
  record Release(LaneLease lease, @Nullable Instant notBefore, @Nullable String memory) {}

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

  /** Writes down {@link Release#memory} of lanes that are still held, for others to see. */
  void remember(String node, Collection<Release> memories);

  Optional<LaneStatus> status(ConnectionId connection);

  /** Of those of the connections that have a lane. */
  default Map<ConnectionId, LaneStatus> statuses(Collection<ConnectionId> connections) {
    var found = new HashMap<ConnectionId, LaneStatus>();
    connections.forEach(id -> status(id).ifPresent(status -> found.put(id, status)));
    return found;
  }

  /**
   * How long until the next lane becomes due; zero when one is due, empty when none will be by
   * itself.
   */
  Optional<Duration> untilNextDue();

  /**
   * What a lane looks like from outside.
   *
   * @param dueAt when it may be claimed; null where nothing is pending, and while it is held or
   *     parked
   * @param memory what its last holder left, or its present one has told: see {@link
   *     Release#memory}
   * @param now the store's time when this was read
   */
  record LaneStatus(
      @Nullable Instant dueAt,
      @Nullable String holder,
      @Nullable String parked,
      @Nullable String memory,
      Instant now) {}
}
