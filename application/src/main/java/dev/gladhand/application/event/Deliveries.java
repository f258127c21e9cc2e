package dev.gladhand.application.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent, arranged in lanes, one for each subscription, and who holds them. Every
 * method is one transaction, blocks, may be called from any thread, and throws {@code
 * StoreUnavailable}.
 *
 * <p>Times are the caller's: clocks that differ between nodes make an attempt early or late by as
 * much, or send an event twice under one id, and lose nothing.
 */
public interface Deliveries {

  /**
   * Takes lanes of active subscriptions that are due and not held (or whose lease ran out), the
   * longest due first, skipping what others are taking at the moment. Each gets a new fence.
   */
  List<Claimed> claim(String node, int limit, Instant now, Duration lease);

  /**
   * The right to send one subscription's events for a while.
   *
   * @param fence grows with each change of holder
   */
  record Lease(WebhookId webhook, long fence) {}

  /**
   * @param health as the last holder left it
   */
  record Claimed(Lease lease, Webhook webhook, SigningSecrets secrets, Health health) {}

  /**
   * Prolongs leases; answers those still held whose subscription is active, with the version it has
   * now.
   */
  Map<Lease, Long> renew(String node, Collection<Lease> leases, Instant now, Duration lease);

  /**
   * What holders of lanes may send next: for each the deliveries that are due, by (due, sequence).
   * Nothing for a lane that is not held any more under its fence or whose subscription is not
   * active.
   *
   * @param wanted how many for each lane at most
   */
  Map<Lease, List<Due>> window(Map<Lease, Integer> wanted, Instant now);

  /**
   * One event on its way to one subscription.
   *
   * @param sequence the event's number in the subscription's stream
   * @param event null when it is not kept any more
   * @param attempts made so far
   * @param round of those the ones since it was first due, replayed, or its subscription activated
   */
  record Due(
      WebhookId webhook,
      EventId id,
      long sequence,
      @Nullable Event event,
      int attempts,
      int round) {}

  /**
   * Stores attempts: what became of the delivery, a line of its log, and its subscription's
   * figures. For each: only if it is waiting and as many attempts old as when it was sent.
   *
   * @return for each whether it was stored
   */
  List<Boolean> record(List<Attempted> batch);

  /**
   * @param millis until the answer was whole, or the attempt given up
   * @param status the answer's; null without one
   * @param error null on success; at most 2,048 characters
   */
  record Attempted(
      Due due,
      Instant at,
      boolean success,
      @Nullable Integer status,
      @Nullable String error,
      int millis,
      Next next) {}

  /** What is to become of a delivery. */
  sealed interface Next {
    /** The receiver has it. */
    record Delivered() implements Next {}

    /** Another attempt. */
    record Again(Instant dueAt) implements Next {}

    /** Given up; kept for a replay. */
    record Dead() implements Next {}
  }

  /**
   * Gives lanes back. Locks each row and makes the lane due when its earliest waiting delivery is.
   */
  void release(String node, Collection<Release> releases);

  /**
   * @param notBefore a wait that the receiver asked for, or null
   */
  record Release(Lease lease, Health health, @Nullable Instant notBefore) {}

  /** When the next lane becomes due that nobody holds; empty when none will by itself. */
  Optional<Instant> nextDue(Instant now);
}
