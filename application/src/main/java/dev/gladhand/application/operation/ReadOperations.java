package dev.gladhand.application.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.util.List;

/** Looks at operations. Blocks; throws {@code StoreUnavailable}. */
public interface ReadOperations {
  Answer<OperationView> get(PartnerId partner, ConnectionId connection, OperationId id);

  /**
   * What its attempts have sent, with secrets masked, oldest first; whose it is, its caller has
   * checked.
   */
  List<Operations.Sent> sent(OperationId id);

  /** By id; one more than asked for tells the caller that there is a further page. */
  List<OperationView> list(OperationQuery query);
}
