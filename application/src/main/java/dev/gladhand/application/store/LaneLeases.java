package dev.gladhand.application.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store of the leases of one kind of lanes. Times are the store's. Every method is one
 * transaction, blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 *
 * @param <K> the key of a lane
 * @param <M> the state that a holder leaves to the next
 */
public interface LaneLeases<K, M> {

  /**
   * Claims lanes that are due and not held (or whose lease has ended), those that have been due
   * longest first, skipping lanes that other nodes are claiming at the moment. Each gets a new
   * fence.
   */
  List<Claimed<K, M>> claim(String node, int limit, Duration lease);

  /**
   * A claimed lane.
   *
   * @param left what the last holder stored by {@link Release#left}; null if there is nothing
   * @param abandoned whether the last holder's lease ended without a release, so that what it had
   *     not stored is lost
   */
  record Claimed<K, M>(LaneLease<K> lease, @Nullable M left, boolean abandoned) {}

  /**
   * Prolongs those of these leases that the node still holds and whose lanes may be worked on;
   * returns the prolonged ones.
   */
  Set<LaneLease<K>> renew(String node, Collection<LaneLease<K>> leases, Duration lease);

  /**
   * Releases lanes. It locks each row, finds the earliest due item, and makes the lane due at the
   * later of that time and {@link Release#notBefore}; a lane without items is not due.
   */
  void release(String node, Collection<Release<K, M>> releases);

  /**
   * The release of one lane.
   *
   * @param notBefore the end of a wait that concerns the whole lane (a limit, a circuit, a
   *     Retry-After), or null; new items do not make the lane due before then
   * @param left the state for the next holder, or null to leave the stored one
   */
  record Release<K, M>(LaneLease<K> lease, @Nullable Instant notBefore, @Nullable M left) {}

  /**
   * How long until the next lane becomes due; zero if one is due, empty if none will become due by
   * itself.
   */
  Optional<Duration> untilNextDue();
}
