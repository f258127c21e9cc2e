package dev.gladhand.application.key;

import java.util.Map;
import java.util.Set;

/**
 * Counts the stored secrets by the master key that wraps them, and does the job that wraps all of
 * them by the current key. During the job every secret stays readable with the key that wraps it at
 * the moment. Every method except {@link #current} and {@link #given}, which return at once, is one
 * transaction, blocks, may be called from any thread and on any number of nodes at once, and throws
 * {@link StoreUnavailable}.
 */
public interface KeyWraps {
  /** The id of the key that wraps new secrets. */
  String current();

  /** The ids of the master keys that this node has, the current one first. */
  Set<String> given();

  /** How many secrets each key wraps; keys that wrap none are left out. */
  Map<String, Long> wraps();

  /** The last job for the current key; its status is {@link Status#IDLE} if there was none. */
  Job job();

  /**
   * A job that wraps all secrets by the current key.
   *
   * @param done how many secrets it has wrapped by the current key
   */
  record Job(Status status, long done) {}

  /** The status of a job. */
  enum Status {
    /** There was no job for the current key. */
    IDLE,
    RUNNING,
    /** The job has ended, and no secret was wrapped by another key at its end. */
    DONE,
    /** The job has ended, and secrets that could not be opened are still wrapped by other keys. */
    FAILED
  }

  /**
   * Starts a job for the current key, in place of a job for another key; false if one for the
   * current key is under way.
   */
  boolean start();

  /**
   * Wraps the next secrets of the job, if a job for the current key is under way and no other node
   * works on it. A secret that is changed meanwhile is skipped; one that is locked is tried again
   * later. Other transactions wait only for the rows of one step.
   *
   * @param most the most secrets to try, 1 to 1,000
   */
  Step step(int most);

  /** The result of a step. */
  enum Step {
    /** No job for the current key is under way, or another node works on it. */
    NOTHING,
    /** The next step can follow at once. */
    MORE,
    /** All secrets were tried, and some must be tried again. */
    LATER,
    /** The job has ended. */
    ENDED
  }
}
