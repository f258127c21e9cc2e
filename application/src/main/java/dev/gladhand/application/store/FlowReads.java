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
 * Reads figures for the operator; each read is bounded by a limit. Every method is one transaction,
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
   * @param begunAt when the attempt began that led to its status; null if there was none
   */
  record Recent(
      TspId tsp,
      String status,
      @Nullable String verdict,
      Instant createdAt,
      @Nullable Instant begunAt,
      Instant updatedAt) {}

  /**
   * The oldest pending operation.
   *
   * @param partner null for all partners that are not disabled
   * @param partners how many partners are searched at most
   */
  Optional<Oldest> oldest(@Nullable PartnerId partner, int partners);

  /** The first operations that retry this one. */
  List<OperationId> retries(OperationId of, int limit);

  /** A pending operation. */
  record Oldest(OperationId id, ConnectionId connection, Instant createdAt) {}

  /**
   * Connections that are not active, or whose lane is parked, waits for a time, or is held by a
   * node, by id.
   *
   * @param partner null for all partners
   */
  List<ConnectionId> notable(@Nullable PartnerId partner, int limit);

  /** Counts what does not proceed by itself, over all partners. Reads all pending operations. */
  Stuck stuck();

  /**
   * Lanes and operations that do not proceed by themselves.
   *
   * @param parkedLanes connections whose writes wait for credentials
   * @param oldestSettling when the oldest operation that is being looked up was accepted; null if
   *     there is none
   */
  record Stuck(long parkedLanes, @Nullable Instant oldestSettling) {}

  /** The number of each connection's pending operations, counted up to {@code most}. */
  Map<ConnectionId, Backlog> depths(Collection<ConnectionId> connections, int most);
}
