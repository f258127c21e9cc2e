package dev.gladhand.application.key;

import java.util.Map;
import java.util.Set;

/**
 * Knows which master key wraps each stored secret, and does the job that wraps all of them by the
 * current key. During the job every secret stays readable by the key that wraps it at that time.
 * Every method is one transaction, blocks, may be called from any thread and on any number of nodes
 * at once, and throws {@link StoreUnavailable}.
 */
public interface KeyWraps {
  /** The id of the key that wraps new secrets. */
  String current();

  /** The ids of the keys that this node has, the current one first. */
  Set<String> given();

  /** How many secrets each key wraps; keys that wrap none are left out. */
  Map<String, Long> wraps();

  /** The last job for the current key. */
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
    /** When it ended, no secret was wrapped by another key. */
    DONE,
    /** It has tried all remaining secrets, and some could not be opened. */
    FAILED
  }

  /** Starts a job for the current key; false if one is under way. */
  boolean start();

  /**
   * Wraps the next secrets of the job, if a job for the current key is under way and no other node
   * works on it. A secret that is changed meanwhile is skipped; one that is locked is tried again
   * later. Others wait only for the rows of one step.
   *
   * @param most the most secrets to try, 1 to 1,000
   */
  Step step(int most);

  /** The result of a step. */
  enum Step {
    /** There is nothing to do for this node. */
    NOTHING,
    /** The next step can follow at once. */
    MORE,
    /** All secrets were tried, and some must be tried again. */
    LATER,
    /** The job has ended. */
    ENDED
  }
}
