package dev.gladhand.application.lane;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What an engine needs to know of one kind of lanes: how they are prepared, read and parked. Called
 * from any thread.
 */
public interface LaneWork<K, M, L extends HeldLane<K, M>> {

  /**
   * Prepares claimed lanes. A lane that is left out cannot be run on this node. Blocks; throws
   * {@code StoreUnavailable}.
   */
  Map<LaneLease<K>, L> open(List<Claimed<K, M>> claimed);

  /**
   * The state that is stored when a claimed lane is released without having been run; null to leave
   * the stored state unchanged.
   */
  default @Nullable M unopened(Claimed<K, M> claimed) {
    return null;
  }

  /**
   * Reads the items that may begin, and gives them to the lane; then completes, or fails if the
   * store could not be read. Does not block.
   */
  CompletableFuture<?> read(L lane, LaneDriver<K, M, L> driver);

  /** Parks the lane because it is {@link HeldLane#paused}. Blocks. */
  default void park(L lane) {}

  /**
   * Whether results wait in memory because the store could not take them. No lanes are claimed
   * meanwhile.
   */
  boolean behind();

  /**
   * Called each time the engine looks for due lanes. It does what only this kind of lanes needs,
   * such as telling other nodes what its lanes wait for. Blocks; throws {@code StoreUnavailable}.
   */
  default void look(Collection<L> held, LaneDriver<K, M, L> driver) {}
}
