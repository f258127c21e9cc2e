package dev.gladhand.application.key;

import java.util.Map;
import java.util.Set;

/**
 * Which master key wraps which of the stored secrets, and the job that wraps all of them by the
 * current key. A secret is readable at every moment of it: by the key that wraps it then. Every
 * method is one transaction, blocks, may be called from any thread and on any number of nodes at
 * once, and throws {@link StoreUnavailable}.
 */
public interface KeyWraps {
  /** The id of the key that wraps what is stored from now on. */
  String current();

  /** The ids of the keys that this node was given, the current one first. */
  Set<String> given();

  /** How many secrets each key wraps; keys that wrap none are not in it. */
  Map<String, Long> wraps();

  /** The last job for the current key. */
  Job job();

  /**
   * A job.
   *
   * @param done how many secrets it has wrapped anew
   */
  record Job(Status status, long done) {}

  /** How far a job is. */
  enum Status {
    /** There was none for the current key. */
    IDLE,
    RUNNING,
    /** No secret was left under another key when it ended. */
    DONE,
    /** It has tried all that is left, and some could not be opened. */
    FAILED
  }

  /** Begins a job for the current key; false where one is under way. */
  boolean start();

  /**
   * Wraps the next few secrets of the job, if one for the current key is under way and no other
   * node is at it. A secret that is changed meanwhile is left alone, one that is locked is left for
   * later: nobody waits for the job but for the few rows of a step.
   *
   * @param most secrets looked at, 1 to 1,000
   */
  Step step(int most);

  /** What a step came to. */
  enum Step {
    /** There is nothing to do for this node. */
    NOTHING,
    /** More is to be done at once. */
    MORE,
    /** All were looked at, and some are left for another look. */
    LATER,
    /** The job has ended. */
    ENDED
  }
}
