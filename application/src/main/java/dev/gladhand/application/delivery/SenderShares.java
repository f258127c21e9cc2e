package dev.gladhand.application.delivery;

import dev.gladhand.domain.connection.Origin;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.share.Shares;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Limits the attempts to deliver events that one node has under way at once, for all partners
 * together and for each partner. The attempts to one receiver are limited too, over all
 * subscriptions, so that a receiver that does not answer delays nobody else. Never blocks.
 * Thread-safe.
 */
final class SenderShares {
  /** The most attempts under way on this node. */
  static final int IN_ALL = 2_048;

  /** The most attempts under way for one partner. */
  static final int OF_A_PARTNER = 256;

  /** The most attempts under way to one receiver (scheme, host and port). */
  static final int TO_A_RECEIVER = 128;

  private final Shares<PartnerId> partners = new Shares<>(IN_ALL, OF_A_PARTNER);
  private final Shares<Origin> receivers = new Shares<>(IN_ALL, TO_A_RECEIVER);
  private final Map<PartnerId, Queue<Waiting>> waiting = new LinkedHashMap<>();

  private record Waiting(DeliveryLane lane, Runnable then) {}

  /**
   * Calls {@code then} when there is a place for one attempt of this lane. The place must be given
   * back after the attempt.
   *
   * @param then must return at once
   */
  void await(DeliveryLane lane, Runnable then) {
    List<Waiting> granted;
    synchronized (this) {
      waiting.computeIfAbsent(lane.partner(), _ -> new ArrayDeque<>()).add(new Waiting(lane, then));
      granted = grant();
    }
    granted.forEach(one -> one.then.run());
  }

  /** Gives the place of an attempt back, after it has ended or was not begun. */
  void giveBack(DeliveryLane lane) {
    List<Waiting> granted;
    synchronized (this) {
      partners.giveBack(lane.partner());
      receivers.giveBack(receiver(lane));
      granted = grant();
    }
    granted.forEach(one -> one.then.run());
  }

  private synchronized List<Waiting> grant() {
    var granted = new ArrayList<Waiting>();
    var candidates = new LinkedHashSet<>(waiting.keySet());
    for (var next = partners.take(candidates); next.isPresent(); next = partners.take(candidates)) {
      var partner = next.get();
      var first = first(partner);
      first.ifPresentOrElse(granted::add, () -> partners.giveBack(partner));
      if (first.isEmpty() || !waiting.containsKey(partner)) {
        candidates.remove(partner);
      }
    }
    return granted;
  }

  /**
   * The partner's first waiting lane whose receiver may get one more attempt; empty if there is
   * none. The place for this attempt is taken, and the lane no longer waits.
   */
  private synchronized Optional<Waiting> first(PartnerId partner) {
    var own = waiting.getOrDefault(partner, new ArrayDeque<>());
    var first =
        own.stream()
            .filter(one -> receivers.take(List.of(receiver(one.lane))).isPresent())
            .findFirst();
    first.ifPresent(own::remove);
    if (own.isEmpty()) {
      waiting.remove(partner);
    }
    return first;
  }

  private static Origin receiver(DeliveryLane lane) {
    return Origin.of(lane.webhook().url());
  }
}
