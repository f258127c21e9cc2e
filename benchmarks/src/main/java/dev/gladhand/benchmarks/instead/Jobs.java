package dev.gladhand.benchmarks.instead;

/** Sends messages in the background with a general job scheduler. */
interface Jobs {
  /** Durably stores a job that sends this message as soon as a thread is free. */
  void schedule(String id, String message);
}
