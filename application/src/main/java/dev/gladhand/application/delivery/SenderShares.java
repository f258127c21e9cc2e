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
 * The attempts that one node has under way at once: shared by partner first, by subscription
 * second, and bounded for one receiver over all subscriptions, so that a silent receiver keeps
 * nobody else waiting. Never blocks. Thread-safe.
 */
final class SenderShares {
  /** Attempts under way: in all, of one partner, and to one receiver (scheme, host and port). */
  static final int IN_ALL = 2_048;

  static final int OF_A_PARTNER = 256;
  static final int TO_A_RECEIVER = 128;

  private final Shares<PartnerId> partners = new Shares<>(IN_ALL, OF_A_PARTNER);
  private final Shares<Origin> receivers = new Shares<>(IN_ALL, TO_A_RECEIVER);
  private final Map<PartnerId, Queue<Waiting>> waiting = new LinkedHashMap<>();

  private record Waiting(DeliveryLane lane, Runnable then) {}

  /**
   * Has something done once there is a place for one attempt in this lane, which is to be given
   * back when that has ended.
   *
   * @param then returns at once
   */
  void await(DeliveryLane lane, Runnable then) {
    List<Waiting> granted;
    synchronized (this) {
      waiting.computeIfAbsent(lane.partner(), _ -> new ArrayDeque<>()).add(new Waiting(lane, then));
      granted = grant();
    }
    granted.forEach(one -> one.then.run());
  }

  /** An attempt in this lane has ended, or was not begun after all. */
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

  /** The first of the partner's for whose receiver there is a place; it waits no more. */
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
