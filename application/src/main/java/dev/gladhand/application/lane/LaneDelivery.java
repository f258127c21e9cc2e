package dev.gladhand.application.lane;

/** Delivers the items of one kind of lanes. Called from any thread. */
public interface LaneDelivery<K, M, L extends HeldLane<K, M>> {

  /**
   * Begins to deliver the first item of the lane that may begin now, or finds out when one may.
   * Does not block; drives the lane when the item has ended.
   */
  void deliverNext(L lane, LaneDriver<K, M, L> driver);
}
