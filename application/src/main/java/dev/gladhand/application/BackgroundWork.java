package dev.gladhand.application;

/** Work that a node does by itself for as long as it runs. Thread-safe. */
public interface BackgroundWork {
  /** Starts the work. Called once. */
  void start();

  /** Begins no further step. A step under way is finished, but this method does not wait for it. */
  void stop();

  /** The task of this work, which shows whether the work still proceeds. */
  Watched watched();
}
