package dev.gladhand.benchmarks.instead;

/** A general scheduler of jobs. */
interface Jobs {
  /** The message is sent later, by a job that is durable when this returns. */
  void schedule(String id, String message);
}
