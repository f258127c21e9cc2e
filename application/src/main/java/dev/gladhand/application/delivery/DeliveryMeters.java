package dev.gladhand.application.delivery;

import java.time.Duration;

/** Counts what the engine of deliveries does; called often, from its thread. */
public interface DeliveryMeters {
  DeliveryMeters NONE = new DeliveryMeters() {};

  /**
   * An attempt ended: {@code success}, {@code failure}, or {@code dead} when it was the last one.
   */
  default void attempted(String outcome, Duration took) {}

  /** An event reached its receiver at the first attempt, this long after it happened. */
  default void delivered(Duration afterEvent) {}

  /** A subscription became stale. */
  default void staled() {}

  /** What this node holds and has under way. */
  default void load(int lanes, int underWay) {}
}
