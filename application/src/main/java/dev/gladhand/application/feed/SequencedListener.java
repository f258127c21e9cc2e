package dev.gladhand.application.feed;

import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.PartnerId;
import java.util.Set;

/**
 * A listener that is called after this node has numbered events, with the partners whose feed has
 * new events and the subscriptions that have new deliveries. It is called on the thread that
 * numbers the events, and must return quickly.
 */
public interface SequencedListener {
  void sequenced(Set<PartnerId> partners, Set<WebhookId> webhooks);
}
