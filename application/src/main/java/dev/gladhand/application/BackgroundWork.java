package dev.gladhand.application;

/** Work that a node does by itself for as long as it runs. Thread-safe. */
public interface BackgroundWork {
  /** Starts the work. Called once. */
  void start();

  /** Begins no further step; a step under way is finished. */
  void stop();

  /** Shows whether the work still proceeds. */
  Watched watched();
}
