package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import java.util.concurrent.CompletionStage;

/**
 * Takes a write: checks it, and then stores it to be delivered later, delivers it now, or shows
 * what would be sent.
 */
public interface SubmitWrite {
  /**
   * Submits a write. May be called from any thread that may block for a moment; completes on a
   * thread of the store or the engine. An async write completes after it is durable. Completes
   * exceptionally with {@code StoreUnavailable} if the store cannot be reached.
   */
  CompletionStage<Answer<WriteResult>> submit(WriteCommand command);
}
