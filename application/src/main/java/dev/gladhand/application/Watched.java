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

  /** Starts the task anew if it has died; does nothing to a round that is only slow. */
  void revive();
}
