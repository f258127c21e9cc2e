package dev.gladhand.application;

import java.time.Duration;

/** Something that a node does again and again for as long as it runs. Thread-safe. */
public interface Watched {
  /** Such as {@code events-sequencing}. */
  String name();

  /**
   * Whether it goes on: it rests as it means to, or began its present round within this time. True
   * before its start and after its end.
   */
  boolean isMoving(Duration within);

  /** Begins anew where it has died; leaves alone what only takes long. */
  void revive();
}
