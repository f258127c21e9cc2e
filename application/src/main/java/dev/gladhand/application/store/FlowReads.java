package dev.gladhand.application.store;

import dev.gladhand.application.store.Operations.Backlog;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the operator needs to see how operations proceed. Every method is one transaction,
 * blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface FlowReads {
  /**
   * The newest operations accepted since {@code since}, newest first.
   *
   * @param partner null for all partners
   */
  List<Recent> recent(@Nullable PartnerId partner, Instant since, int limit);

  /**
   * A summary of an operation.
   *
   * @param verdict the verdict of a failed operation, by its name in the API; else null
   * @param begunAt when the last attempt began; null if there was none
   */
  record Recent(
      TspId tsp,
      String status,
      @Nullable String verdict,
      Instant createdAt,
      @Nullable Instant begunAt,
      Instant updatedAt) {}

  /**
   * The oldest pending operation; empty if there is none.
   *
   * @param partner null for all partners that are not disabled
   * @param partners the most partners that are searched if {@code partner} is null
   */
  Optional<Oldest> oldest(@Nullable PartnerId partner, int partners);

  /** The operations that were made to retry this one, oldest first, at most {@code limit}. */
  List<OperationId> retries(OperationId of, int limit);

  /** A pending operation. */
  record Oldest(OperationId id, ConnectionId connection, Instant createdAt) {}

  /**
   * Connections of which there is something to show, by id, at most {@code limit}: those that are
   * not active, and those whose lane is parked, waits for a time, or is held by a node. Deleted
   * ones are left out.
   *
   * @param partner null for all partners
   */
  List<ConnectionId> notable(@Nullable PartnerId partner, int limit);

  /**
   * Finds lanes and operations that may not proceed by themselves, over all partners. The cost
   * grows with the number of pending operations.
   */
  Stuck stuck();

  /**
   * Lanes and operations that may not proceed by themselves.
   *
   * @param parkedLanes how many lanes with pending operations are parked, because their connections
   *     are paused or failed
   * @param oldestSettling when the oldest operation that is being settled was accepted; null if
   *     there is none
   */
  record Stuck(long parkedLanes, @Nullable Instant oldestSettling) {}

  /** The number of each connection's pending operations, counted up to {@code most}. */
  Map<ConnectionId, Backlog> depths(Collection<ConnectionId> connections, int most);
}
