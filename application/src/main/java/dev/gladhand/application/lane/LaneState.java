package dev.gladhand.application.lane;

import java.time.Instant;

/**
 * What the next step of a lane depends on.
 *
 * @param stopping whether the lane is to be given back
 * @param trusted whether its lease is relied upon
 * @param paused whether nothing may be begun in it until somebody says so
 * @param waiting how many things were read and not begun
 * @param underWay how many are worked on
 * @param atOnce how many may be worked on at once
 * @param reading whether the store is being read
 * @param parking whether the lane is being set aside
 * @param more whether there may be more in the store than was read last
 * @param readsAt the store did not answer: nothing is read before then
 * @param watchesUntil an attempt of an earlier holder may still be going on until then
 * @param permitAt none of those waiting may begin before then, as far as is known
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

  /** Nothing of the lane goes on. */
  boolean quiet() {
    return underWay == 0 && !reading && !parking;
  }

  /** Few enough wait here that it is worth reading more. */
  boolean reads(Instant now) {
    return more && !reading && waiting * 2 <= atOnce && !full() && !now.isBefore(readsAt);
  }
}
