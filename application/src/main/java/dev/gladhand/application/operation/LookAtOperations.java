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

/**
 * Reads operations, and for each pending one finds out what it waits for, even if only the state of
 * its lane shows that.
 */
public final class LookAtOperations implements ReadOperations {
  private final Operations operations;
  private final WhyItWaits waits;

  public LookAtOperations(Operations operations, WhyItWaits waits) {
    this.operations = operations;
    this.waits = waits;
  }

  @Override
  public Answer<OperationView> get(PartnerId partner, ConnectionId connection, OperationId id) {
    return operations
        .find(partner, connection, id)
        .map(op -> Answer.ok(waits.show(List.of(op)).getFirst()))
        .orElseGet(() -> Answer.notFound("operation " + id + " does not exist"));
  }

  @Override
  public List<Operations.Sent> sent(OperationId id) {
    return operations.sent(id);
  }

  @Override
  public List<Past> past(OperationId id) {
    return EachMomentOnce.of(operations.past(id));
  }

  @Override
  public Found search(ErrorSearch search) {
    var found = operations.search(search);
    return new Found(waits.show(found.operations()), found.last());
  }

  @Override
  public List<OperationView> list(OperationQuery query) {
    return waits.show(operations.list(query));
  }
}
