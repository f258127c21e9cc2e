package dev.gladhand.application.feed;

import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.PartnerId;
import java.util.Set;

/**
 * Hears on this node what was just put in order; called on the thread that did it: returns quickly.
 */
public interface SequencedListener {
  void sequenced(Set<PartnerId> partners, Set<WebhookId> webhooks);
}
