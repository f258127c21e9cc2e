package dev.gladhand.application.feed;

import dev.gladhand.application.event.Event;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The events of partners, in order. A change of an operation or a connection writes its event in
 * the same transaction, without a number; {@link #sequence} numbers it later. Every method is one
 * transaction, blocks, may be called from any thread, and throws {@code StoreUnavailable}.
 */
public interface Events {
  /**
   * Deliveries that one call of {@link #sequence} makes, of one partner and in all, besides those
   * of the event that reaches the number: while it lasts, the events of others get no place, and H2
   * takes no other change.
   */
  int DELIVERIES_OF_A_PARTNER = 500;

  int DELIVERIES = 2_000;

  /** Events that one call takes besides, of partners of whom its oldest have none. */
  static int ofOthers(int limit) {
    return limit / 5;
  }

  /**
   * Takes the oldest events that have no place yet, gives each the next number of its partner's
   * feed (sync ones have none) and a delivery for every subscription that asks for it, under that
   * subscription's next number, and makes those lanes due. One caller at a time over all nodes.
   * Numbers have no gaps: what rolls back gives its numbers back. One call takes fewer where they
   * make many deliveries. Where there are as many events as it takes, it takes some more of the
   * partners who have none among them: they wait for no backlog of others.
   */
  Sequenced sequence(int limit, Instant now);

  /**
   * @param events how many got a place
   * @param more whether there may be others that have none yet
   * @param busy whether another caller is at it: nothing was done
   * @param partners whose feed grew
   * @param webhooks that have something new to send
   */
  record Sequenced(
      int events, boolean more, boolean busy, Set<PartnerId> partners, Set<WebhookId> webhooks) {
    public static final Sequenced NOTHING = new Sequenced(0, false, false, Set.of(), Set.of());
    public static final Sequenced BUSY = new Sequenced(0, true, true, Set.of(), Set.of());

    public Sequenced {
      partners = Set.copyOf(partners);
      webhooks = Set.copyOf(webhooks);
    }
  }

  /** What comes after a place in a partner's feed, in order. */
  List<Placed> feed(PartnerId partner, long after, int size);

  /**
   * @param sequence its place in the stream it is read from
   */
  record Placed(long sequence, Event event) {}

  /** Deletes events with a place that were made before, at most {@code limit}; how many went. */
  int prune(Instant before, int limit);
}
