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
 * What an operator looks at, each read bounded by a limit. Every method is one transaction, blocks,
 * may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface FlowReads {
  /**
   * The newest operations accepted since, the newest first.
   *
   * @param partner null for all partners
   */
  List<Recent> recent(@Nullable PartnerId partner, Instant since, int limit);

  /**
   * An operation in a few words.
   *
   * @param verdict of one that failed, by wire name; else null
   * @param begunAt when the attempt began that led to its status; null where none did
   */
  record Recent(
      TspId tsp,
      String status,
      @Nullable String verdict,
      Instant createdAt,
      @Nullable Instant begunAt,
      Instant updatedAt) {}

  /**
   * The pending operation that was accepted first.
   *
   * @param partner null for all partners that are not disabled
   * @param partners at how many of them is looked
   */
  Optional<Oldest> oldest(@Nullable PartnerId partner, int partners);

  /** The operations that repeat this one, the first ones. */
  List<OperationId> retries(OperationId of, int limit);

  /** An operation that waits. */
  record Oldest(OperationId id, ConnectionId connection, Instant createdAt) {}

  /**
   * Connections that are not active, or whose lane is parked, held back, or being worked at, by id.
   *
   * @param partner null for all partners
   */
  List<ConnectionId> notable(@Nullable PartnerId partner, int limit);

  /** What does not go on by itself, over all partners; looks at all that is pending. */
  Stuck stuck();

  /**
   * What does not go on by itself.
   *
   * @param parkedLanes connections whose writes wait for credentials
   * @param oldestSettling when the first of those was accepted whose outcome is looked up; null for
   *     none
   */
  record Stuck(long parkedLanes, @Nullable Instant oldestSettling) {}

  /** For each connection its pending operations, counted up to {@code most}. */
  Map<ConnectionId, Backlog> depths(Collection<ConnectionId> connections, int most);
}
