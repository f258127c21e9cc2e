package dev.gladhand.application.lane;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is done in lanes of one kind. Called from any thread. */
public interface LaneWork<K, M, L extends HeldLane<K, M>> {

  /**
   * Makes lanes that were claimed ready to be run. Those that are left out cannot be run here.
   * Blocks; throws {@code StoreUnavailable}.
   */
  Map<LaneLease<K>, L> open(List<Claimed<K, M>> claimed);

  /** What a lane is given back with that was not run; null to leave what its last holder left. */
  default @Nullable M unopened(Claimed<K, M> claimed) {
    return null;
  }

  /**
   * Reads what may be begun in the lane, and gives it to the lane; completes then, or fails where
   * the store could not be read. Does not block.
   */
  CompletableFuture<?> read(L lane, LaneDriver<K, M, L> driver);

  /**
   * Begins one thing that may be begun now, or has the lane find out when one may. Does not block;
   * drives the lane when the thing has ended.
   */
  void begin(L lane, LaneDriver<K, M, L> driver);

  /** Sets the lane aside, which is {@link HeldLane#paused}. Blocks. */
  default void park(L lane) {}

  /** Whether the store has still to take results: they come before new work. */
  boolean behind();

  /** Called at each look for work. Blocks; throws {@code StoreUnavailable}. */
  default void look(Collection<L> held, LaneDriver<K, M, L> driver) {}
}
