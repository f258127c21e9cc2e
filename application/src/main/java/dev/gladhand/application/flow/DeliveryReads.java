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
 * Reads how far events have come on their way to receivers; a limit bounds each read. Every method
 * is one transaction, blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface DeliveryReads {
  /**
   * The deliveries of an operation's events.
   *
   * @param moments the times at which its events were made, accurate to a few seconds
   * @param limit how many of the partner's deliveries around these times are searched
   */
  List<Delivery> deliveries(
      PartnerId partner, OperationId operation, Collection<Instant> moments, int limit);

  /**
   * One event for one subscription.
   *
   * @param status waiting, delivered or dead
   * @param at when it is due if it waits; otherwise when it ended
   */
  record Delivery(
      UUID webhook, UUID event, String eventName, String status, int attempts, Instant at) {}

  /**
   * The delivery of an event to a subscription; empty if there is none, or it is no longer kept.
   */
  Optional<Delivery> delivery(UUID webhook, UUID event);

  /**
   * The operation that this event is about; empty if the event is not about an operation, or if the
   * event or its delivery to this subscription is no longer kept.
   */
  Optional<Told> told(UUID webhook, UUID event);

  /** An operation and its connection. */
  record Told(OperationId id, ConnectionId connection) {}

  /**
   * The attempts to deliver an event to this subscription, the oldest first.
   *
   * @param limit how many of the subscription's last attempts are searched
   */
  List<Try> tries(UUID webhook, UUID event, int limit);

  /**
   * An attempt to deliver an event.
   *
   * @param status the status of the receiver's answer; null if there was none
   * @param millis the duration in milliseconds
   */
  record Try(
      Instant at,
      int attempt,
      boolean success,
      @Nullable Long status,
      @Nullable String error,
      long millis) {}

  /** The number of dead letters of each subscription, counted up to {@code most}. */
  Map<UUID, Integer> dead(Collection<UUID> webhooks, int most);

  /** The dead letters of a subscription, those that ended last first. */
  List<Delivery> deadLetters(UUID webhook, int limit);
}
