package dev.gladhand.application.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the lanes of one kind. Times are the store's. Every method is one transaction, blocks,
 * may be called from any thread, and throws {@link StoreUnavailable}.
 *
 * @param <K> what a lane is named after
 * @param <M> what a holder leaves to the next
 */
public interface LaneLeases<K, M> {

  /**
   * Takes lanes that are due and not held (or whose lease ran out), the longest due first, skipping
   * what others are taking at the moment. Each gets a new fence.
   */
  List<Claimed<K, M>> claim(String node, int limit, Duration lease);

  /**
   * @param left by the last holder with {@link Release#left}; null when there is nothing
   * @param abandoned whether the last holder's lease ran out: what it knew is lost
   */
  record Claimed<K, M>(LaneLease<K> lease, @Nullable M left, boolean abandoned) {}

  /** Prolongs leases; answers those that are still held, and whose lanes may be worked on. */
  Set<LaneLease<K>> renew(String node, Collection<LaneLease<K>> leases, Duration lease);

  /**
   * Gives lanes back. Locks each row, looks for the earliest thing to do, and makes the lane due at
   * the later of that and {@link Release#notBefore}; leaves it not due where there is nothing.
   */
  void release(String node, Collection<Release<K, M>> releases);

  /**
   * @param notBefore a wait that concerns the whole lane (a limit, a circuit, a receiver's wish),
   *     or null; what comes meanwhile makes the lane due no sooner
   * @param left what the next holder should know, or null to leave what is there
   */
  record Release<K, M>(LaneLease<K> lease, @Nullable Instant notBefore, @Nullable M left) {}

  /**
   * How long until the next lane becomes due; zero when one is due, empty when none will be by
   * itself.
   */
  Optional<Duration> untilNextDue();
}
