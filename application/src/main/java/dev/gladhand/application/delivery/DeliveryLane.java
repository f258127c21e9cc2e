package dev.gladhand.application.delivery;

import dev.gladhand.application.delivery.Deliveries.Attempted;
import dev.gladhand.application.delivery.Deliveries.Due;
import dev.gladhand.application.delivery.Deliveries.Receiver;
import dev.gladhand.application.delivery.Deliveries.Window;
import dev.gladhand.application.lane.HeldLane;
import dev.gladhand.application.lane.LaneProgress;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.webhook.Health;
import dev.gladhand.application.webhook.SigningSecrets;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lane of one subscription's deliveries while this node holds it. The number of concurrent
 * attempts halves with each failure and grows by one with each success, so that a receiver that is
 * down gets one attempt at a time. Never blocks. Thread-safe; times are the store's.
 */
final class DeliveryLane implements HeldLane<WebhookId, Health> {
  private static final int QUEUED_PER_SENDER = 4;

  private final LaneLease<WebhookId> lease;
  private final Receiver receiver;
  private final int widest;
  private final LaneProgress<Due> progress =
      new LaneProgress<>(Due::id, _ -> Optional.empty(), _ -> 0, (_, _) -> {});
  private Health health;
  private int width;
  private boolean asking;
  private Instant heldUntil = Instant.MIN;

  DeliveryLane(LaneLease<WebhookId> lease, Receiver receiver, Health health, int widest) {
    this.lease = lease;
    this.receiver = receiver;
    this.health = health;
    this.widest = widest;
    this.width = Math.max(1, widest >> Math.min(health.failuresInRow(), 30));
  }

  @Override
  public LaneLease<WebhookId> lease() {
    return lease;
  }

  @Override
  public PartnerId partner() {
    return webhook().partner();
  }

  @Override
  public LaneProgress<Due> progress() {
    return progress;
  }

  /**
   * The most attempts that may be under way at once; 0 while the lane waits for a place among the
   * node's attempts, so that it does not ask for a second place.
   */
  @Override
  public synchronized int atOnce() {
    return asking ? 0 : width;
  }

  Webhook webhook() {
    return receiver.webhook();
  }

  SigningSecrets secrets() {
    return receiver.secrets();
  }

  synchronized Health health() {
    return health;
  }

  // What happens next.

  /**
   * How many deliveries to read from the store. This includes the ones that this node has read and
   * not finished, because they still wait in the store and are read again.
   */
  int wanted() {
    // Called without the lane's lock: a thread with the progress's lock may wait for it.
    var known = progress.underWay() + progress.waiting();
    synchronized (this) {
      return width * QUEUED_PER_SENDER + known;
    }
  }

  /**
   * Adds the deliveries that were read to those that wait in this lane.
   *
   * @param window null if the lane must not be worked on; then no further attempt begins
   * @param wanted how many deliveries were asked for
   */
  void read(@Nullable Window window, int wanted) {
    if (window == null || window.version() != webhook().version()) {
      progress.stop();
    }
    var due = window == null ? List.<Due>of() : window.due();
    progress.read(due, due.size() >= wanted, Instant.MIN);
  }

  /**
   * How much longer the receiver must not be called, because it has asked for a pause; zero if it
   * may be called.
   */
  synchronized Duration heldFor(Instant now) {
    return now.isBefore(heldUntil) ? Duration.between(now, heldUntil) : Duration.ZERO;
  }

  /**
   * Marks the lane as waiting for a place among the node's attempts; returns false if it was
   * already waiting.
   */
  synchronized boolean asks() {
    var first = !asking;
    asking = true;
    return first;
  }

  /**
   * Takes the next delivery to send, after the lane got a place; the delivery is under way from now
   * on.
   *
   * @param trusted whether this node certainly holds the lane; if not, the result is empty
   */
  Optional<Due> take(boolean trusted, Instant now) {
    int most;
    synchronized (this) {
      asking = false;
      most = trusted ? width : 0;
    }
    var hold = heldFor(now);
    return progress.choose(most, _ -> hold, now);
  }

  // Results.

  /**
   * Adapts the health of the receiver, the number of concurrent attempts and the pause to the
   * result of an attempt, after that result was stored.
   *
   * @param leftAlone how long the receiver asks not to be called; zero if it asks for no pause
   * @return how long until a delivery of the lane may be sent again, if that is known
   */
  Optional<Duration> learn(Attempted attempt, Duration leftAlone, Instant now) {
    synchronized (this) {
      health = health.after(attempt.success());
      width = attempt.success() ? Math.min(widest, width + 1) : Math.max(1, width / 2);
      var until = now.plus(leftAlone);
      if (leftAlone.isPositive() && until.isAfter(heldUntil)) {
        heldUntil = until;
      }
    }
    if (leftAlone.isPositive()) {
      progress.forgetWaiting();
      return Optional.of(leftAlone);
    }
    return attempt.next() instanceof Deliveries.Next.Again(var dueAt)
        ? Optional.of(Duration.between(now, dueAt))
        : Optional.empty();
  }

  @Override
  public synchronized Release<WebhookId, Health> release(@Nullable Instant notBefore, Instant now) {
    return new Release<>(lease, now.isBefore(heldUntil) ? heldUntil : null, health);
  }
}
