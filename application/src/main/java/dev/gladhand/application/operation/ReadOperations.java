package dev.gladhand.application.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.ErrorSearch;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads operations. Blocks; throws {@code StoreUnavailable}. */
public interface ReadOperations {
  Answer<OperationView> get(PartnerId partner, ConnectionId connection, OperationId id);

  /**
   * The requests that the operation's attempts have sent, with masked secrets, oldest first. The
   * caller must have checked that the operation is the partner's.
   */
  List<Operations.Sent> sent(OperationId id);

  /**
   * The past waits of the operation in the order in which they ended, each with its reason, and the
   * look-ups that settled the operation's outcome. Overlapping waits are split, so that each moment
   * is listed once. The caller must have checked that the operation is the partner's.
   */
  List<Past> past(OperationId id);

  /**
   * The operations whose error details contain the text, among the limited number of operations
   * that the search looks at.
   */
  Found search(ErrorSearch search);

  /**
   * The result of a search.
   *
   * @param last the last operation that was looked at, after which the search continues; null if no
   *     further operations match the query
   */
  record Found(List<OperationView> operations, @Nullable OperationId last) {
    public Found {
      operations = List.copyOf(operations);
    }
  }

  /**
   * A page of the operations that the query selects, ordered by id. To see whether a further page
   * exists, ask for one more than needed.
   */
  List<OperationView> list(OperationQuery query);
}
