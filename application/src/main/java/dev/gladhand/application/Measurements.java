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

  /**
   * An operation ended; {@code outcome} is {@code applied}, {@code not_applied} or {@code unknown}.
   */
  default void ended(TspId tsp, Resource resource, Mode mode, String outcome) {}

  /**
   * An attempt to deliver a write to a TSP ended; {@code outcome} is {@code accepted}, {@code
   * throttled} or the type of the error.
   */
  default void called(TspId tsp, Resource resource, String outcome, Duration took) {}

  /**
   * An attempt to deliver an event ended; {@code outcome} is {@code success}, {@code failure}, or
   * {@code dead} if it failed and was the last one.
   */
  default void attempted(String outcome, Duration took) {}

  /**
   * An event reached its receiver at the first attempt; {@code afterEvent} is the time from the
   * event's creation to the receiver's answer.
   */
  default void delivered(Duration afterEvent) {}

  /** A subscription became stale. */
  default void staled() {}

  /**
   * Sets how many subscriptions this node delivers to, and how many of their deliveries are under
   * way.
   */
  default void delivering(int lanes, int underWay) {}
}
