package dev.gladhand.application.event;

import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.domain.connection.Origin;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.share.Shares;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The attempts that one node has under way at once: shared by partner first, by subscription
 * second, and bounded for one receiver over all subscriptions, so that a silent receiver keeps
 * nobody else waiting. Used by the engine's thread alone.
 */
final class SenderShares {
  /** Attempts under way: in all, of one partner, and to one receiver (scheme, host and port). */
  static final int IN_ALL = 2_048;

  static final int OF_A_PARTNER = 256;
  static final int TO_A_RECEIVER = 128;

  private final Shares<PartnerId> partners = new Shares<>(IN_ALL, OF_A_PARTNER);
  private final Shares<Origin> receivers = new Shares<>(IN_ALL, TO_A_RECEIVER);

  /**
   * Begins what may be sent now; each must be given back when it has ended.
   *
   * @param begin has one sent
   */
  void dispatch(Collection<DeliveryLane> lanes, Instant now, BiConsumer<DeliveryLane, Due> begin) {
    var ready = new LinkedHashMap<PartnerId, Deque<DeliveryLane>>();
    for (var lane : lanes) {
      if (lane.ready(now)) {
        ready.computeIfAbsent(lane.webhook().partner(), _ -> new ArrayDeque<>()).add(lane);
      }
    }
    for (var next = partners.take(ready.keySet());
        next.isPresent();
        next = partners.take(ready.keySet())) {
      sendOne(next.get(), ready, now, begin);
    }
  }

  private void sendOne(
      PartnerId partner,
      Map<PartnerId, Deque<DeliveryLane>> ready,
      Instant now,
      BiConsumer<DeliveryLane, Due> begin) {
    var own = ready.getOrDefault(partner, new ArrayDeque<>());
    var begun = false;
    while (!begun && !own.isEmpty()) {
      var lane = own.removeFirst();
      if (receivers.take(List.of(receiver(lane))).isPresent()) {
        var due = lane.next(now);
        if (due == null) {
          receivers.giveBack(receiver(lane));
        } else {
          begun = true;
          begin.accept(lane, due);
          if (lane.ready(now)) {
            own.addLast(lane);
          }
        }
      }
    }
    if (!begun) {
      partners.giveBack(partner);
    }
    if (own.isEmpty()) {
      ready.remove(partner);
    }
  }

  /** An attempt of this lane has ended, or was not begun after all. */
  void giveBack(DeliveryLane lane) {
    partners.giveBack(lane.webhook().partner());
    receivers.giveBack(receiver(lane));
  }

  private static Origin receiver(DeliveryLane lane) {
    return Origin.of(lane.webhook().url());
  }
}
