package dev.gladhand.application;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import java.time.Duration;

/** Counts writes and deliveries for the operator's metrics. Thread-safe; returns at once. */
public interface Measurements {
  Measurements NONE = new Measurements() {};

  /** A write was accepted. */
  default void accepted(TspId tsp, Resource resource, Mode mode) {}

  /** An operation ended. */
  default void ended(TspId tsp, Resource resource, Mode mode, String outcome) {}

  /** A call to a TSP ended. */
  default void called(TspId tsp, Resource resource, String outcome, Duration took) {}

  /**
   * An attempt to deliver an event ended: {@code success}, {@code failure}, or {@code dead} when it
   * was the last one.
   */
  default void attempted(String outcome, Duration took) {}

  /**
   * An event reached its receiver at the first attempt; {@code afterEvent} is the time since it
   * happened.
   */
  default void delivered(Duration afterEvent) {}

  /** A subscription became stale. */
  default void staled() {}

  /** The number of subscriptions that this node delivers to, and of deliveries under way. */
  default void delivering(int lanes, int underWay) {}
}
