package dev.gladhand.application.feed;

import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.PartnerId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells followers of a partner's feed on this node that the feed has grown. Thread-safe. */
public final class FeedSignals implements SequencedListener {
  private final Map<PartnerId, Set<Runnable>> followers = new ConcurrentHashMap<>();

  /**
   * Calls {@code grew}, which must be quick, each time the feed grows, until the result is closed.
   */
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

  /** The registration of one follower. */
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
