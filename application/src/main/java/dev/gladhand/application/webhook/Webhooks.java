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
 * The subscriptions and their secrets, which are kept encrypted. A change takes effect between two
 * runs of {@link Events#sequence}, never within one. Every method is one transaction, blocks, may
 * be called from any thread, and throws {@code StoreUnavailable}.
 */
public interface Webhooks {
  /** False when the partner has one that is the same. */
  default boolean add(Webhook webhook, SigningSecrets secrets) {
    return add(webhook, secrets, Integer.MAX_VALUE) == Added.DONE;
  }

  /**
   * Adds it unless the partner has {@code most} already. Of several at once no more are added than
   * fit.
   */
  Added add(Webhook webhook, SigningSecrets secrets, int most);

  /** What became of a new one. */
  enum Added {
    DONE,
    /** The partner has another one that is the same. */
    SAME_EXISTS,
    /** The partner has as many as it may have. */
    TOO_MANY
  }

  Optional<Webhook> find(PartnerId partner, WebhookId id);

  Optional<SigningSecrets> secrets(PartnerId partner, WebhookId id);

  /** A page by id, after {@code after}. */
  List<Webhook> list(PartnerId partner, @Nullable WebhookId after, int size);

  /**
   * Stores a changed subscription if nobody changed it since it was read ({@code version} is the
   * one it had then plus one). Leaving the status active stops its lane; becoming active starts it,
   * forgets how its receiver did, gives every waiting delivery a fresh round of attempts, and makes
   * it due.
   *
   * @param secrets new ones, or null to leave them
   * @param event written in the same transaction; null for none
   */
  Change update(Webhook webhook, @Nullable SigningSecrets secrets, @Nullable Event event);

  /** What became of a change. */
  enum Change {
    DONE,
    /** Somebody else changed it since it was read, or deleted it. */
    OUTDATED,
    /** The partner has another one that is the same. */
    SAME_EXISTS
  }

  /** Ends a subscription; nothing of it is sent any more. False when there is none. */
  boolean delete(PartnerId partner, WebhookId id);

  /**
   * Writes an event for this subscription alone, outside the feed, due at once. False when there is
   * none.
   */
  boolean tell(WebhookId id, Event event);

  /**
   * Makes deliveries that ended due again, with a fresh round of attempts.
   *
   * @return how many
   */
  int replay(WebhookId id, Replay which, Instant now);

  /** Which deliveries are to be made again. */
  sealed interface Replay {
    /** Dead or delivered, whichever of these there are. */
    record Of(List<EventId> events) implements Replay {
      public Of {
        events = List.copyOf(events);
      }
    }

    /** Dead or delivered, of events that happened within; {@code to} is exclusive. */
    record Between(Instant from, Instant to) implements Replay {}

    /** Every dead letter. */
    record DeadLetters() implements Replay {}
  }
}
