package dev.gladhand.application.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Retries a failed operation, or cancels one that was never sent. Blocks; throws {@code
 * StoreUnavailable}.
 */
public interface ChangeOperation {
  /**
   * Makes a new operation for the same write, with {@code retried_from} set. Recipients to whom the
   * failed operation delivered the message do not get it again. Refuses with a conflict unless the
   * operation has failed.
   *
   * @param key the idempotency key; null for none
   * @param trace the trace of the request; null for none
   */
  Answer<Retried> retry(
      PartnerId partner,
      ConnectionId connection,
      OperationId id,
      @Nullable IdempotencyKey key,
      @Nullable TraceContext trace);

  /**
   * The operation that a retry made.
   *
   * @param replayed whether an earlier request with the same key made it
   */
  record Retried(OperationView operation, boolean replayed) {}

  /**
   * Cancels the operation, which then has failed and was not applied. Refuses with a conflict if it
   * may have been sent or may still be sent.
   */
  Answer<OperationView> cancel(PartnerId partner, ConnectionId connection, OperationId id);
}
