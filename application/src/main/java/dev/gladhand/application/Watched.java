package dev.gladhand.application;

import java.time.Duration;

/** A task that a node repeats for as long as it runs. Thread-safe. */
public interface Watched {
  /** The task's name, such as {@code events-sequencing}. */
  String name();

  /**
   * Whether the task proceeds: it waits for its next round as planned, or its present round has not
   * lasted longer than {@code within}. True also before the task is started and after it is
   * stopped.
   */
  boolean isMoving(Duration within);

  /** Starts the task again if it has ended unexpectedly; does nothing if a round is only slow. */
  void revive();
}
