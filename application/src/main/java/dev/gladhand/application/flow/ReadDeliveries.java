package dev.gladhand.application.flow;

import dev.gladhand.application.flow.DeliveryReads.Delivery;
import dev.gladhand.application.flow.DeliveryReads.Told;
import dev.gladhand.application.flow.DeliveryReads.Try;
import dev.gladhand.domain.operation.ResourceOperation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads how far events have come on their way to receivers, in bounded time. Blocks; throws {@code
 * StoreUnavailable}.
 */
public final class ReadDeliveries {
  private static final int LOOKED_AT = 5_000;

  private final DeliveryReads reads;

  public ReadDeliveries(DeliveryReads reads) {
    this.reads = reads;
  }

  /** The deliveries of an operation's events that are still kept. */
  public List<Delivery> deliveries(ResourceOperation operation) {
    return reads.deliveries(
        operation.partner(),
        operation.id(),
        List.of(operation.createdAt(), operation.updatedAt()),
        LOOKED_AT);
  }

  /**
   * The delivery of an event to a subscription. The caller has checked that the subscription is the
   * partner's.
   */
  public Optional<Delivery> delivery(UUID webhook, UUID event) {
    return reads.delivery(webhook, event);
  }

  /**
   * The operation that this event is about; empty if the event is not about an operation, or if the
   * event or its delivery to this subscription is no longer kept.
   */
  public Optional<Told> told(UUID webhook, UUID event) {
    return reads.told(webhook, event);
  }

  /**
   * The attempts to deliver this event to this subscription, the oldest first, as far as they are
   * among the subscription's last 5,000 attempts.
   */
  public List<Try> tries(UUID webhook, UUID event) {
    return reads.tries(webhook, event, LOOKED_AT);
  }

  /** The number of dead letters of each subscription, counted up to {@code most}. */
  public Map<UUID, Integer> dead(Collection<UUID> webhooks, int most) {
    return reads.dead(webhooks, most);
  }

  /**
   * The dead letters of a subscription. The caller has checked that the subscription is the
   * partner's.
   */
  public List<Delivery> deadLetters(UUID webhook, int most) {
    return reads.deadLetters(webhook, most);
  }
}
