package dev.gladhand.application;

/** Something that a node does by itself from its start to its end. Thread-safe. */
public interface BackgroundWork {
  /** Begins to work. Once. */
  void start();

  /** Begins no further step; what is under way goes on to its end. */
  void stop();

  /** Says whether it goes on. */
  Watched watched();
}
