package dev.gladhand.application.event;

import dev.gladhand.application.event.Deliveries.Attempted;
import dev.gladhand.application.event.Deliveries.Claimed;
import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.application.event.Deliveries.Lease;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One subscription's lane while this node holds it. Its width halves with each failure and grows by
 * one with each success, so that a receiver that is down occupies one sender. Used by the engine's
 * thread alone.
 */
final class DeliveryLane {
  private static final int QUEUED_PER_SENDER = 4;

  private final Lease lease;
  private final Webhook webhook;
  private final SigningSecrets secrets;
  private final int widest;
  private final Deque<Due> queue = new ArrayDeque<>();
  private final Set<EventId> underWay = new HashSet<>();
  private Health health;
  private int width;
  private boolean more = true;
  private boolean closing;
  private @Nullable Instant lookAt;
  private @Nullable Instant notBefore;

  DeliveryLane(Claimed claimed, int widest) {
    this.lease = claimed.lease();
    this.webhook = claimed.webhook();
    this.secrets = claimed.secrets();
    this.health = claimed.health();
    this.widest = widest;
    this.width =
        health.failuresInRow() == 0
            ? widest
            : Math.max(1, widest >> Math.min(health.failuresInRow(), 30));
  }

  Lease lease() {
    return lease;
  }

  Webhook webhook() {
    return webhook;
  }

  SigningSecrets secrets() {
    return secrets;
  }

  Health health() {
    return health;
  }

  @Nullable Instant notBefore() {
    return notBefore;
  }

  /** Something new is waiting, or may be. */
  void lookAgain() {
    more = true;
  }

  /** Nothing is sent any more; the lane is given back once nothing is under way. */
  void close() {
    closing = true;
    queue.clear();
  }

  boolean closing() {
    return closing;
  }

  /** How many deliveries to fetch: none while some are waiting here, or all senders are taken. */
  int wanted(Instant now) {
    if (lookAt != null && !lookAt.isAfter(now)) {
      lookAt = null;
      more = true;
    }
    if (!more || !queue.isEmpty() || !open(now)) {
      return 0;
    }
    // Those under way are still waiting in the store, and are answered again.
    return width * QUEUED_PER_SENDER + underWay.size();
  }

  void fetched(Collection<Due> window, boolean all) {
    more = !all;
    for (var due : window) {
      if (!underWay.contains(due.id())) {
        queue.add(due);
      }
    }
  }

  /** Whether there is one to send that may be sent now. */
  boolean ready(Instant now) {
    return open(now) && !queue.isEmpty();
  }

  /** The next to send, which is under way from now on; null when none may be sent now. */
  @Nullable Due next(Instant now) {
    if (!open(now)) {
      return null;
    }
    var next = queue.poll();
    if (next != null) {
      underWay.add(next.id());
    }
    return next;
  }

  private boolean open(Instant now) {
    return !closing && underWay.size() < width && (notBefore == null || !notBefore.isAfter(now));
  }

  /** An attempt ended. */
  void ended(Attempted attempt) {
    health = health.after(attempt.success());
    width = attempt.success() ? Math.min(widest, width + 1) : Math.max(1, width / 2);
    if (attempt.next() instanceof Deliveries.Next.Again(var dueAt)) {
      lookAgainAt(dueAt);
    }
  }

  /** An attempt is stored, or was never made: only now may its delivery be fetched again. */
  void stored(Due due) {
    underWay.remove(due.id());
  }

  /** The receiver asks to be left alone. */
  void holdUntil(Instant until) {
    if (notBefore == null || notBefore.isBefore(until)) {
      notBefore = until;
    }
    queue.clear();
    more = true;
  }

  private void lookAgainAt(Instant at) {
    if (lookAt == null || at.isBefore(lookAt)) {
      lookAt = at;
    }
  }

  /** When something may be sent that can't be now; null when nothing is known of. */
  @Nullable Instant lookAt() {
    return lookAt;
  }

  /** Nothing under way, and nothing to do at the moment. */
  boolean idle(Instant now) {
    if (!underWay.isEmpty()) {
      return false;
    }
    var held = notBefore != null && notBefore.isAfter(now);
    return closing || held || (queue.isEmpty() && !more && (lookAt == null || lookAt.isAfter(now)));
  }

  boolean isUnderWay(Due due) {
    return underWay.contains(due.id());
  }

  int underWay() {
    return underWay.size();
  }
}
