package dev.gladhand.application;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import java.time.Duration;

/** What operators want to count, of writes and of deliveries. Thread-safe; returns at once. */
public interface Measurements {
  Measurements NONE = new Measurements() {};

  /** A write was accepted. */
  default void accepted(TspId tsp, Resource resource, Mode mode) {}

  /** An operation ended. */
  default void ended(TspId tsp, Resource resource, Mode mode, String outcome) {}

  /** A call to a TSP came back. */
  default void called(TspId tsp, Resource resource, String outcome, Duration took) {}

  /**
   * An attempt to deliver an event ended: {@code success}, {@code failure}, or {@code dead} when it
   * was the last one.
   */
  default void attempted(String outcome, Duration took) {}

  /** An event reached its receiver at the first attempt, this long after it happened. */
  default void delivered(Duration afterEvent) {}

  /** A subscription became stale. */
  default void staled() {}

  /** The subscriptions that this node delivers to, and the deliveries that it has under way. */
  default void delivering(int lanes, int underWay) {}
}
