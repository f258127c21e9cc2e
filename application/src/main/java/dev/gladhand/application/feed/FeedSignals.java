package dev.gladhand.application.feed;

import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.PartnerId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells those who follow a partner's feed on this node that it grew. Thread-safe. */
public final class FeedSignals implements SequencedListener {
  private final Map<PartnerId, Set<Runnable>> followers = new ConcurrentHashMap<>();

  /** Has {@code grew} called, quickly, each time; until closed. */
  public Following follow(PartnerId partner, Runnable grew) {
    followers.compute(
        partner,
        (_, all) -> {
          var set = all == null ? ConcurrentHashMap.<Runnable>newKeySet() : all;
          set.add(grew);
          return set;
        });
    return () ->
        followers.computeIfPresent(
            partner,
            (_, all) -> {
              all.remove(grew);
              return all.isEmpty() ? null : all;
            });
  }

  /** One who follows. */
  public interface Following extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public void sequenced(Set<PartnerId> partners, Set<WebhookId> webhooks) {
    for (var partner : partners) {
      followers.getOrDefault(partner, Set.of()).forEach(Runnable::run);
    }
  }
}
