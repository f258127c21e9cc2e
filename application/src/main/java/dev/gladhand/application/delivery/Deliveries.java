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
 * The store of deliveries and their lanes, one for each subscription. Lanes of subscriptions that
 * are not active are neither claimed nor prolonged. The holder of a lane stores the health of its
 * receiver for the next holder. Every method that changes something is one transaction. Every
 * method blocks, may be called from any thread, and throws {@code StoreUnavailable}.
 */
public interface Deliveries extends LaneLeases<WebhookId, Health> {

  /**
   * The subscriptions with these ids, each with the secrets that sign its events; one that does not
   * exist is left out.
   */
  Map<WebhookId, Receiver> receivers(Collection<WebhookId> webhooks);

  /** The subscription that gets the events of a lane, with its secrets. */
  record Receiver(Webhook webhook, SigningSecrets secrets) {}

  /**
   * The present versions of the subscriptions of these lanes. A lane that is no longer held under
   * its fence, or whose subscription is not active, is left out.
   */
  Map<LaneLease<WebhookId>, Long> versions(Collection<LaneLease<WebhookId>> held);

  /**
   * The deliveries that the holders of lanes may make next. A lane that is no longer held under its
   * fence, or whose subscription is not active, is left out.
   *
   * @param wanted the most deliveries for each lane
   */
  Map<LaneLease<WebhookId>, Window> window(Map<LaneLease<WebhookId>, Integer> wanted);

  /**
   * The deliveries of one lane.
   *
   * @param version the subscription's present version
   * @param due the deliveries, ordered by the time at which they are due, then by sequence
   */
  record Window(long version, List<Due> due) {}

  /**
   * One event for one subscription.
   *
   * @param sequence the event's number in the subscription's stream
   * @param event null if the event is no longer kept
   * @param attempts the number of attempts so far
   * @param round the number of attempts since the delivery first became due, was last replayed, or
   *     its subscription was last activated, whichever was latest
   */
  record Due(
      WebhookId webhook,
      EventId id,
      long sequence,
      @Nullable Event event,
      int attempts,
      int round) {}

  /**
   * Stores attempts that have ended: for each the delivery's state, a line of its log, and the
   * subscription's figures. An attempt is stored only if the delivery is still waiting and has the
   * same number of attempts as when it was sent.
   *
   * @return for each attempt, in the given order, whether it was stored
   */
  List<Boolean> record(List<Attempted> batch);

  /**
   * One attempt to deliver an event, after it has ended.
   *
   * @param at when the attempt began
   * @param millis the time until the answer was complete or the attempt was given up
   * @param status the answer's status; null if there was no answer
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

  /** What happens to the delivery next. */
  sealed interface Next {
    /** The receiver has the event. */
    record Delivered() implements Next {}

    /** There will be another attempt. */
    record Again(Instant dueAt) implements Next {}

    /** The delivery was given up; it is kept for a replay. */
    record Dead() implements Next {}
  }
}
