package dev.gladhand.application.feed;

import dev.gladhand.application.event.Event;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The events of partners and their numbers. The transaction that changes an operation or a
 * connection also stores its event, without a number; {@link #sequence} numbers it later. A store
 * may leave out the events of a partner's operations until the partner asks for events, and make
 * them then. Every method is one transaction, blocks, may be called from any thread, and throws
 * {@code StoreUnavailable}.
 */
public interface Events {
  /**
   * The most deliveries that one call of {@link #sequence} makes for one partner. It may make more
   * for the event with which the number is reached, because an event gets all its deliveries at
   * once.
   */
  int DELIVERIES_OF_A_PARTNER = 500;

  /**
   * The most deliveries that one call of {@link #sequence} makes for all partners. It may make more
   * for the event with which the number is reached. During the call no other events are numbered,
   * and H2 makes no other change.
   */
  int DELIVERIES = 2_000;

  /**
   * How many events one call of {@link #sequence} takes besides the first {@code limit}: events of
   * partners that have none among these.
   */
  static int ofOthers(int limit) {
    return limit / 5;
  }

  /**
   * Takes the oldest events without a number. Each gets the next number of its partner's feed
   * (events of sync writes get none), and a delivery for every subscription that asks for it, with
   * that subscription's next number; the lanes of these subscriptions become due. Only one caller
   * over all nodes does this at a time. Numbers have no gaps, because a rollback gives its numbers
   * back. A call takes fewer events if they make many deliveries. If there are {@code limit} events
   * or more, the call takes some more of partners that have none among the first, so that these
   * partners do not wait for others' backlog.
   */
  Sequenced sequence(int limit, Instant now);

  /**
   * The result of one call of {@link Events#sequence}.
   *
   * @param events how many events were numbered
   * @param more whether there may be further events without a number
   * @param busy whether another caller is numbering events; then nothing was done
   * @param partners the partners whose feed has new events
   * @param webhooks the subscriptions that have new deliveries
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

  /** The events of a partner's feed after a number, ordered by their numbers. */
  List<Placed> feed(PartnerId partner, long after, int size);

  /**
   * An event with its number.
   *
   * @param sequence its number in the stream from which it is read
   */
  record Placed(long sequence, Event event) {}

  /**
   * Deletes numbered events that were made before a time, at most {@code limit}; returns how many.
   */
  int prune(Instant before, int limit);
}
