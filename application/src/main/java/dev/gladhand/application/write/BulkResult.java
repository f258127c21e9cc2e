package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.store.StoreUnavailable;

/** What became of one write of a bulk request. */
public sealed interface BulkResult {
  /** The write was accepted, shown or refused, as a single write would be. */
  record Answered(Answer<WriteResult> answer) implements BulkResult {}

  /**
   * The write could not be stored, though others of its part may be.
   *
   * @param why a {@link StoreUnavailable} says whether the write may have been stored all the same;
   *     after any other exception it is not stored
   */
  record Failed(RuntimeException why) implements BulkResult {}
}
