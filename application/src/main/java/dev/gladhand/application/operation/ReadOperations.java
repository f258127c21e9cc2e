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

/** Looks at operations. Blocks; throws {@code StoreUnavailable}. */
public interface ReadOperations {
  Answer<OperationView> get(PartnerId partner, ConnectionId connection, OperationId id);

  /**
   * What its attempts have sent, with secrets masked, oldest first; whose it is, its caller has
   * checked.
   */
  List<Operations.Sent> sent(OperationId id);

  /**
   * What it waited for and how it was settled, by when each ended; of what it waited for at the
   * same time, each moment is told once. Whose it is, its caller has checked.
   */
  List<Past> past(OperationId id);

  /** Those that tell of an error with a text, as far as the search's bound reaches. */
  Found search(ErrorSearch search);

  /**
   * What a search found.
   *
   * @param last the last operation that was looked at; null where there is no further one
   */
  record Found(List<OperationView> operations, @Nullable OperationId last) {
    public Found {
      operations = List.copyOf(operations);
    }
  }

  /** By id; one more than asked for tells the caller that there is a further page. */
  List<OperationView> list(OperationQuery query);
}
