package dev.gladhand.application.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;

/**
 * Repeats a failed operation, or withdraws one that was never sent. Blocks; throws {@code
 * StoreUnavailable}.
 */
public interface ChangeOperation {
  /**
   * A new operation with {@code retried_from} set; recipients that were reached stay reached.
   * Conflict unless failed.
   */
  Answer<OperationView> retry(PartnerId partner, ConnectionId connection, OperationId id);

  /**
   * The operation, failed and not applied; Conflict when it can't be guaranteed that it was and
   * will be never sent.
   */
  Answer<OperationView> cancel(PartnerId partner, ConnectionId connection, OperationId id);
}
