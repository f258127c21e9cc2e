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
import java.util.UUID;
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
   */
  record Recent(
      TspId tsp, String status, @Nullable String verdict, Instant createdAt, Instant updatedAt) {}

  /**
   * Connections that are not active, or whose lane is parked, held back, or being worked at, by id.
   *
   * @param partner null for all partners
   */
  List<ConnectionId> notable(@Nullable PartnerId partner, int limit);

  /** For each connection its pending operations, counted up to {@code most}. */
  Map<ConnectionId, Backlog> depths(Collection<ConnectionId> connections, int most);

  /**
   * How the events of an operation are delivered.
   *
   * @param moments when its events were made, a few seconds more or less
   * @param limit how many deliveries of the partner around these moments are looked at
   */
  List<Delivery> deliveries(
      PartnerId partner, OperationId operation, Collection<Instant> moments, int limit);

  /**
   * One event on its way to one subscription.
   *
   * @param status waiting, delivered or dead
   * @param at when it is due, or when it ended
   */
  record Delivery(
      UUID webhook, UUID event, String eventName, String status, int attempts, Instant at) {}

  /** Events that a subscription's receiver did not take, the last first. */
  List<Delivery> deadLetters(UUID webhook, int limit);
}
