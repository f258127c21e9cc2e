package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import java.util.concurrent.CompletionStage;

/** Takes a write: all of its checks, then stores it, makes it, or shows it. */
public interface SubmitWrite {
  /**
   * May be called from any thread that may block for a moment; completes on a thread of the store's
   * or the engine's. An async write completes once it is durable. Completes exceptionally with
   * {@code StoreUnavailable} when the store cannot be reached.
   */
  CompletionStage<Answer<WriteResult>> submit(WriteCommand command);
}
