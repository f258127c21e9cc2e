package dev.gladhand.application.flow;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How events reach their receivers, each read bounded by a limit. Every method is one transaction,
 * blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface DeliveryReads {
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

  /**
   * One event on its way to one subscription; empty where it is not among its deliveries, or no
   * longer.
   */
  Optional<Delivery> delivery(UUID webhook, UUID event);

  /** The operation that an event tells of, as long as the event is kept. */
  Optional<Told> told(UUID webhook, UUID event);

  /** An operation of a connection. */
  record Told(OperationId id, ConnectionId connection) {}

  /**
   * The attempts to deliver an event, the oldest first.
   *
   * @param limit how many of the subscription's last attempts are looked at
   */
  List<Try> tries(UUID webhook, UUID event, int limit);

  /**
   * An attempt to deliver an event.
   *
   * @param status of the receiver's answer; null where there was none
   * @param millis how long it took
   */
  record Try(
      Instant at,
      int attempt,
      boolean success,
      @Nullable Long status,
      @Nullable String error,
      long millis) {}

  /** How many such events each subscription has, counted up to {@code most}. */
  Map<UUID, Integer> dead(Collection<UUID> webhooks, int most);

  /** Events that a subscription's receiver did not take, the last first. */
  List<Delivery> deadLetters(UUID webhook, int limit);
}
