package dev.gladhand.benchmarks.instead;

/** Schedules jobs with a general scheduler. */
interface Jobs {
  /** Stores a job durably that sends the message later. */
  void schedule(String id, String message);
}
