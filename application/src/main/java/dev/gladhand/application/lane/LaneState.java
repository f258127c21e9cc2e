package dev.gladhand.application.lane;

import java.time.Instant;

/**
 * The facts on which the next step of a lane depends.
 *
 * @param stopping whether the lane is to be released
 * @param trusted whether this node may rely on the lane's lease
 * @param paused whether no item may begin until the lane is resumed
 * @param waiting how many items were read and have not begun
 * @param underWay how many items are under way
 * @param atOnce how many items may be under way at once
 * @param reading whether the store is being read
 * @param parking whether the lane is being parked
 * @param more whether the store may have more items than were read last
 * @param readsAt the time before which the store is not read, for example because it did not answer
 * @param watchesUntil until when an attempt of an earlier holder may still be under way
 * @param permitAt the time before which none of the waiting items may begin, as far as is known
 */
record LaneState(
    boolean stopping,
    boolean trusted,
    boolean paused,
    int waiting,
    int underWay,
    int atOnce,
    boolean reading,
    boolean parking,
    boolean more,
    Instant readsAt,
    Instant watchesUntil,
    Instant permitAt) {

  boolean full() {
    return underWay >= atOnce;
  }

  boolean watches(Instant now) {
    return now.isBefore(watchesUntil);
  }

  /** Whether no item, no read and no parking of the lane is under way. */
  boolean quiet() {
    return underWay == 0 && !reading && !parking;
  }

  /**
   * Whether the store should be read now: it may have more items, few items wait here, and no read
   * is under way.
   */
  boolean reads(Instant now) {
    return more && !reading && waiting * 2 <= atOnce && !full() && !now.isBefore(readsAt);
  }
}
