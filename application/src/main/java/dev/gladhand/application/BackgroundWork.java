package dev.gladhand.application;

/** Work that a node does by itself for as long as it runs. Thread-safe. */
public interface BackgroundWork {
  /** Starts the work. Called once. */
  void start();

  /** Begins no further step, and does not wait for a step under way, which is finished. */
  void stop();

  /** The task of this work, which shows whether the work still proceeds. */
  Watched watched();
}
