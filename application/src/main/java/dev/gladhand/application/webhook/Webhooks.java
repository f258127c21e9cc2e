package dev.gladhand.application.webhook;

import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.feed.Events;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of subscriptions and their secrets, which are encrypted. A change takes effect between
 * two runs of {@link Events#sequence}, never within one. Every method is one transaction, blocks,
 * may be called from any thread, and throws {@code StoreUnavailable}.
 */
public interface Webhooks {
  /**
   * Prepares the store for a partner's first subscription. The partner's writes wait while this
   * method runs. Therefore it is called before the transaction that adds the subscription: that
   * transaction may take longer, and writes do not wait for it.
   */
  default void expect(PartnerId partner) {}

  /**
   * Adds a subscription unless the partner has {@code most} already. The limit also holds for
   * concurrent calls.
   */
  Added add(Webhook webhook, SigningSecrets secrets, int most);

  /** The result of an addition. */
  enum Added {
    DONE,
    /** Another subscription of the partner has the same URL, event name and filters. */
    SAME_EXISTS,
    /** The partner has the most subscriptions that it may have. */
    TOO_MANY
  }

  Optional<Webhook> find(PartnerId partner, WebhookId id);

  Optional<SigningSecrets> secrets(PartnerId partner, WebhookId id);

  /**
   * A page of the partner's subscriptions, ordered by id, that begins after {@code after}, or with
   * the first one if that is null.
   */
  List<Webhook> list(PartnerId partner, @Nullable WebhookId after, int size);

  /**
   * Stores a changed subscription if it was not changed since it was read; {@code version} must be
   * the version that was read plus one. If it stops being active, its lane stops. If it becomes
   * active, its lane starts, its receiver's health is reset, and every waiting delivery gets a new
   * round of attempts and becomes due.
   *
   * @param secrets new ones, or null to leave the stored ones
   * @param event written in the same transaction; null for none
   */
  Change update(Webhook webhook, @Nullable SigningSecrets secrets, @Nullable Event event);

  /** The result of a change. */
  enum Change {
    DONE,
    /** The subscription was changed or deleted since it was read. */
    OUTDATED,
    /** Another subscription of the partner has the same URL, event name and filters. */
    SAME_EXISTS
  }

  /** Deletes a subscription; nothing more is sent to it. False if there is none. */
  boolean delete(PartnerId partner, WebhookId id);

  /**
   * Stores an event for this subscription alone, with a delivery that is due at once; the event is
   * not in the feed. False if there is no such subscription.
   */
  boolean tell(WebhookId id, Event event);

  /**
   * Makes ended deliveries due again, with a new round of attempts.
   *
   * @return how many became due
   */
  int replay(WebhookId id, Replay which, Instant now);

  /** Selects the deliveries to replay. */
  sealed interface Replay {
    /** Deliveries of these events that have become dead letters or were delivered. */
    record Of(List<EventId> events) implements Replay {
      public Of {
        events = List.copyOf(events);
      }
    }

    /**
     * Deliveries of the events that happened in this time, if they have become dead letters or were
     * delivered; {@code to} is exclusive.
     */
    record Between(Instant from, Instant to) implements Replay {}

    /** All dead letters. */
    record DeadLetters() implements Replay {}
  }
}
