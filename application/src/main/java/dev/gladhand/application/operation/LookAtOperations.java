package dev.gladhand.application.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations as they are now, with the reason why each waits, be it its own or its lane's. */
public final class LookAtOperations implements ReadOperations {
  private final Operations operations;
  private final Lanes lanes;
  private final Engine engine;

  public LookAtOperations(Operations operations, Lanes lanes, Engine engine) {
    this.operations = operations;
    this.lanes = lanes;
    this.engine = engine;
  }

  @Override
  public Answer<OperationView> get(PartnerId partner, ConnectionId connection, OperationId id) {
    return operations
        .find(partner, connection, id)
        .map(op -> Answer.ok(new OperationView(op, waits(op) ? blockedBy(op.connection()) : null)))
        .orElseGet(() -> Answer.notFound("operation " + id + " does not exist"));
  }

  @Override
  public List<OperationView> list(OperationQuery query) {
    var blocked = new HashMap<ConnectionId, Optional<Waiting>>();
    return operations.list(query).stream()
        .map(
            op ->
                new OperationView(
                    op,
                    waits(op)
                        ? blocked
                            .computeIfAbsent(
                                op.connection(), id -> Optional.ofNullable(blockedBy(id)))
                            .orElse(null)
                        : null))
        .toList();
  }

  private static boolean waits(ResourceOperation op) {
    return op.state() instanceof State.Pending(_, var why, _, _, _)
        && why != Waiting.BACKOFF
        && why != Waiting.SETTLING;
  }

  /** What keeps the lane as a whole: credentials, a limit, a circuit. */
  private @Nullable Waiting blockedBy(ConnectionId connection) {
    var here = engine.blockedBy(connection);
    if (here != null) {
      return here;
    }
    return lanes
        .status(connection)
        .map(Lanes.LaneStatus::parked)
        .filter(Waiting.CREDENTIALS.wire()::equals)
        .map(_ -> Waiting.CREDENTIALS)
        .orElse(null);
  }
}
