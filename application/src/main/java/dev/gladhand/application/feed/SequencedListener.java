package dev.gladhand.application.feed;

import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.PartnerId;
import java.util.Set;

/**
 * Is told on this node which events were just numbered. It is called on the thread that numbers
 * them, and must return quickly.
 */
public interface SequencedListener {
  void sequenced(Set<PartnerId> partners, Set<WebhookId> webhooks);
}
