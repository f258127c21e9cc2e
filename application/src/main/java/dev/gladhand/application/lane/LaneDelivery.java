package dev.gladhand.application.lane;

/**
 * Delivers the items of one kind of lanes: operations, or deliveries of events. Called from any
 * thread.
 */
public interface LaneDelivery<K, M, L extends HeldLane<K, M>> {

  /**
   * Begins to deliver the first item of the lane that may begin now; if none may, reports to the
   * lane's progress when one may. Does not block; calls {@link LaneDriver#drive} when the item has
   * ended.
   */
  void deliverNext(L lane, LaneDriver<K, M, L> driver);
}
