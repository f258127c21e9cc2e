package dev.gladhand.application.lane;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One lane while this node holds it: how far its work is, and what of it depends on its kind. Never
 * blocks. Thread-safe; times are the store's.
 *
 * @param <K> what a lane is named after
 * @param <M> what a holder leaves to the next
 */
public interface HeldLane<K, M> {
  LaneLease<K> lease();

  /** Whose lane it is. */
  PartnerId partner();

  LaneProgress<?> progress();

  /** How many things may be worked on at once at the moment. */
  int atOnce();

  /** Whether nothing may be begun until somebody says so. */
  default boolean paused() {
    return false;
  }

  /**
   * How it is given back.
   *
   * @param notBefore when it may be claimed again, or null for as soon as something is due
   */
  Release<K, M> release(@Nullable Instant notBefore, Instant now);
}
