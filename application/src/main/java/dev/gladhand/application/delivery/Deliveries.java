package dev.gladhand.application.delivery;

import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases;
import dev.gladhand.application.webhook.Health;
import dev.gladhand.application.webhook.SigningSecrets;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent, arranged in lanes, one for each subscription, and who holds them. Lanes of
 * subscriptions that are not active are neither claimed nor kept. A holder leaves to the next how
 * the receiver has done. Every method is one transaction, blocks, may be called from any thread,
 * and throws {@code StoreUnavailable}.
 */
public interface Deliveries extends LaneLeases<WebhookId, Health> {

  /** Of these subscriptions those that exist, with what their events are signed with. */
  Map<WebhookId, Receiver> receivers(Collection<WebhookId> webhooks);

  /** Who gets the events of a lane. */
  record Receiver(Webhook webhook, SigningSecrets secrets) {}

  /**
   * The versions that the subscriptions of these lanes have now. Nothing for a lane that is not
   * held any more under its fence or whose subscription is not active.
   */
  Map<LaneLease<WebhookId>, Long> versions(Collection<LaneLease<WebhookId>> held);

  /**
   * What holders of lanes may send next. Nothing for a lane that is not held any more under its
   * fence or whose subscription is not active.
   *
   * @param wanted how many for each lane at most
   */
  Map<LaneLease<WebhookId>, Window> window(Map<LaneLease<WebhookId>, Integer> wanted);

  /**
   * @param version that the subscription has now
   * @param due by (due, sequence)
   */
  record Window(long version, List<Due> due) {}

  /**
   * One event on its way to one subscription.
   *
   * @param sequence the event's number in the subscription's stream
   * @param event null when it is not kept any more
   * @param attempts made so far
   * @param round of those the ones since it was first due, replayed, or its subscription activated
   */
  record Due(
      WebhookId webhook,
      EventId id,
      long sequence,
      @Nullable Event event,
      int attempts,
      int round) {}

  /**
   * Stores attempts: what became of the delivery, a line of its log, and its subscription's
   * figures. For each: only if it is waiting and as many attempts old as when it was sent.
   *
   * @return for each whether it was stored
   */
  List<Boolean> record(List<Attempted> batch);

  /**
   * @param millis until the answer was whole, or the attempt given up
   * @param status the answer's; null without one
   * @param error null on success; at most 2,048 characters
   */
  record Attempted(
      Due due,
      Instant at,
      boolean success,
      @Nullable Integer status,
      @Nullable String error,
      int millis,
      Next next) {}

  /** What is to become of a delivery. */
  sealed interface Next {
    /** The receiver has it. */
    record Delivered() implements Next {}

    /** Another attempt. */
    record Again(Instant dueAt) implements Next {}

    /** Given up; kept for a replay. */
    record Dead() implements Next {}
  }
}
