package dev.gladhand.application;

import java.time.Duration;

/** A task that a node repeats for as long as it runs. Thread-safe. */
public interface Watched {
  /** The task's name, such as {@code events-sequencing}. */
  String name();

  /**
   * Whether the task proceeds: it waits as planned, or began its present round within this time.
   * True before its start and after its end.
   */
  boolean isMoving(Duration within);

  /** Starts the task again if it has ended unexpectedly; does nothing if a round is only slow. */
  void revive();
}
