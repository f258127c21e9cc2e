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
 * Tells how events reach their receivers, in bounded time. Blocks; throws {@code StoreUnavailable}.
 */
public final class ReadDeliveries {
  private static final int LOOKED_AT = 5_000;

  private final DeliveryReads reads;

  public ReadDeliveries(DeliveryReads reads) {
    this.reads = reads;
  }

  /** How the events of an operation are delivered, as far as they are still known. */
  public List<Delivery> deliveries(ResourceOperation operation) {
    return reads.deliveries(
        operation.partner(),
        operation.id(),
        List.of(operation.createdAt(), operation.updatedAt()),
        LOOKED_AT);
  }

  /** One event on its way to a subscription; whose that is, its caller has checked. */
  public Optional<Delivery> delivery(UUID webhook, UUID event) {
    return reads.delivery(webhook, event);
  }

  /** The operation that such an event tells of. */
  public Optional<Told> told(UUID webhook, UUID event) {
    return reads.told(webhook, event);
  }

  /** The attempts to deliver it among the subscription's last 5,000. */
  public List<Try> tries(UUID webhook, UUID event) {
    return reads.tries(webhook, event, LOOKED_AT);
  }

  /** How many such events each subscription has, counted up to {@code most}. */
  public Map<UUID, Integer> dead(Collection<UUID> webhooks, int most) {
    return reads.dead(webhooks, most);
  }

  /** Events that a subscription's receiver did not take; whose it is, its caller has checked. */
  public List<Delivery> deadLetters(UUID webhook, int most) {
    return reads.deadLetters(webhook, most);
  }
}
