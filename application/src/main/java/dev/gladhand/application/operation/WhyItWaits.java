package dev.gladhand.application.operation;

import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.engine.LaneMemory;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tells why operations wait where their rows do not: for an earlier one, or with their whole lane,
 * whichever node holds it. Thread-safe.
 */
public final class WhyItWaits {
  private final Operations operations;
  private final Engine engine;

  public WhyItWaits(Operations operations, Engine engine) {
    this.operations = operations;
    this.engine = engine;
  }

  /** Blocks. */
  List<OperationView> show(List<ResourceOperation> read, Lanes lanes) {
    var open = read.stream().filter(WhyItWaits::waits).toList();
    if (open.isEmpty()) {
      return read.stream().map(OperationView::of).toList();
    }
    var ordered =
        open.stream().filter(op -> op.orderKey().isPresent()).map(ResourceOperation::id).toList();
    var behind = operations.behind(ordered);
    var blocked =
        blocked(open.stream().map(ResourceOperation::connection).distinct().toList(), lanes);
    return read.stream().map(op -> view(op, behind, blocked.get(op.connection()))).toList();
  }

  /**
   * One that was stored this moment. Where it may be behind another, that is looked up aside: the
   * caller's thread has others to answer. Never fails, since the operation is accepted.
   */
  public CompletionStage<OperationView> accepted(ResourceOperation stored) {
    var here = engine.blockedBy(stored.connection());
    if (stored.orderKey().isEmpty()) {
      return CompletableFuture.completedStage(view(stored, Set.of(), here));
    }
    var shown = new CompletableFuture<OperationView>();
    engine.tasks().run(() -> shown.complete(view(stored, behind(stored), here)));
    return shown;
  }

  private Set<OperationId> behind(ResourceOperation stored) {
    try {
      return operations.behind(List.of(stored.id()));
    } catch (StoreUnavailable e) {
      return Set.of();
    }
  }

  private static OperationView view(
      ResourceOperation op, Set<OperationId> behind, @Nullable Waiting lane) {
    if (!waits(op) || lane == Waiting.CREDENTIALS) {
      return new OperationView(op, waits(op) ? lane : null);
    }
    var parked =
        op.pending().map(State.Pending::why).filter(Waiting.CREDENTIALS::equals).isPresent();
    return new OperationView(
        op, behind.contains(op.id()) && !parked ? Waiting.EARLIER_WRITE : lane);
  }

  private static boolean waits(ResourceOperation op) {
    return op.state() instanceof State.Pending(_, var why, _, _, _)
        && why != Waiting.BACKOFF
        && why != Waiting.SETTLING;
  }

  /** What keeps lanes as a whole: credentials, a limit, a circuit. */
  private Map<ConnectionId, Waiting> blocked(Collection<ConnectionId> connections, Lanes lanes) {
    var blocked = new HashMap<ConnectionId, Waiting>();
    lanes
        .statuses(connections)
        .forEach(
            (connection, lane) -> {
              var here = engine.blockedBy(connection);
              var why = here != null ? here : blockedBy(lane);
              if (why != null) {
                blocked.put(connection, why);
              }
            });
    return blocked;
  }

  private static @Nullable Waiting blockedBy(Lanes.LaneStatus lane) {
    return Waiting.CREDENTIALS.wire().equals(lane.parked())
        ? Waiting.CREDENTIALS
        : LaneMemory.of(lane.memory()).why(lane.now());
  }
}
