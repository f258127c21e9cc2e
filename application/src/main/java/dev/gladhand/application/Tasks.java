package dev.gladhand.application;

import java.time.Duration;

/**
 * Where work runs: virtual threads in the program, one deterministic queue in a simulation.
 * Thread-safe. A task that throws is logged, and harms no other.
 */
public interface Tasks {
  /** Soon, on a thread that may block. */
  void run(Runnable task);

  /** After a delay, measured by a clock that never jumps, on a thread that may block. */
  void after(Duration delay, Runnable task);
}
