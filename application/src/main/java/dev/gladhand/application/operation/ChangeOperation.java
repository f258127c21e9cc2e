package dev.gladhand.application.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a failed operation, or withdraws one that was never sent. Blocks; throws {@code
 * StoreUnavailable}.
 */
public interface ChangeOperation {
  /**
   * A new operation with {@code retried_from} set; recipients that were reached stay reached.
   * Conflict unless failed.
   *
   * @param key by which a caller may ask again without a second repetition; null for none
   * @param trace to which the request belongs; null for none
   */
  Answer<Retried> retry(
      PartnerId partner,
      ConnectionId connection,
      OperationId id,
      @Nullable IdempotencyKey key,
      @Nullable TraceContext trace);

  /**
   * The new operation.
   *
   * @param replayed whether an earlier request with the same key made it
   */
  record Retried(OperationView operation, boolean replayed) {}

  /**
   * The operation, failed and not applied; Conflict when it can't be guaranteed that it was and
   * will be never sent.
   */
  Answer<OperationView> cancel(PartnerId partner, ConnectionId connection, OperationId id);
}
