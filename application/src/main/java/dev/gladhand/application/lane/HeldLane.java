package dev.gladhand.application.lane;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lane while this node holds it: its lease, the progress of its items, and what depends on the
 * kind of lane, such as how many items may be worked on at once. Never blocks. Thread-safe; times
 * are by the store's clock.
 *
 * @param <K> the key of a lane
 * @param <M> the state that a holder leaves to the next
 */
public interface HeldLane<K, M> {
  LaneLease<K> lease();

  /** The partner of the lane. */
  PartnerId partner();

  LaneProgress<?> progress();

  /** How many items may be worked on at once at the moment. */
  int atOnce();

  /** Whether no item may begin until the lane is resumed. */
  default boolean paused() {
    return false;
  }

  /**
   * What is stored when the lane is released.
   *
   * @param notBefore when it may be claimed again; null for as soon as an item is due
   */
  Release<K, M> release(@Nullable Instant notBefore, Instant now);
}
