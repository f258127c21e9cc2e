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
   * The requests that its attempts have sent, with masked secrets, oldest first. The caller has
   * checked that the operation is the partner's.
   */
  List<Operations.Sent> sent(OperationId id);

  /**
   * What the operation waited for and how it was settled, by the time of the end. Overlapping waits
   * are split, so that each moment is listed once. The caller has checked that the operation is the
   * partner's.
   */
  List<Past> past(OperationId id);

  /** The operations whose errors contain a text, within the bound of the search. */
  Found search(ErrorSearch search);

  /**
   * The result of a search.
   *
   * @param last the last operation that was searched; null if there is no further one
   */
  record Found(List<OperationView> operations, @Nullable OperationId last) {
    public Found {
      operations = List.copyOf(operations);
    }
  }

  /** A page by id. It has one more than the caller asked for if there is a further page. */
  List<OperationView> list(OperationQuery query);
}
