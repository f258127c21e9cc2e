package dev.gladhand.application.event;

import dev.gladhand.application.ByteShares;
import dev.gladhand.application.event.Deliveries.Attempted;
import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.application.event.Deliveries.Next;
import dev.gladhand.application.event.Sender.Outgoing;
import dev.gladhand.application.event.Sender.Receipt;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.payload.Payloads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes attempts on threads of their own and says what comes next after each. */
final class DeliveryAttempts {
  private static final Logger log = LoggerFactory.getLogger(DeliveryAttempts.class);

  /**
   * An attempt that ended.
   *
   * @param attempt what is to be stored; null when it was not made after all
   * @param receipt what the receiver had to say; null when it was not asked
   */
  record Ended(
      DeliveryLane lane, Due due, @Nullable Attempted attempt, @Nullable Receipt receipt) {}

  /**
   * @param gone whether there is nothing to tell any more
   */
  private record Returned(
      DeliveryLane lane, Due due, Instant at, @Nullable Receipt receipt, boolean gone) {}

  private final RenderEvents render;
  private final Sender sender;
  private final DeliveryPolicy policy;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Executor senders;
  private final Runnable wake;

  /** What is told takes memory until the receiver has it, and most before it is written. */
  private final ByteShares<PartnerId> memory = ByteShares.ofHeap(Runnable::run);

  private final ConcurrentLinkedQueue<Returned> returned = new ConcurrentLinkedQueue<>();

  DeliveryAttempts(
      RenderEvents render,
      Sender sender,
      DeliveryPolicy policy,
      InstantSource clock,
      RandomGenerator random,
      Executor senders,
      Runnable wake) {
    this.render = render;
    this.sender = sender;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
    this.senders = senders;
    this.wake = wake;
  }

  void begin(DeliveryLane lane, Due due) {
    senders.execute(
        () -> {
          var ended = new Returned(lane, due, clock.instant(), null, false);
          try {
            ended = attempt(lane, due);
          } finally {
            // Even when this thread dies of an error: what is not told to have ended stays under
            // way for ever.
            returned.add(ended);
            wake.run();
          }
        });
  }

  /** Waits for its turn to take memory, and makes the attempt. */
  private Returned attempt(DeliveryLane lane, Due due) {
    var event = due.event();
    if (event == null) {
      return new Returned(lane, due, clock.instant(), null, true);
    }
    var partner = lane.webhook().partner();
    var known = render.known(event);
    var taken = known == null ? Payloads.MOST_BYTES : weight(known);
    memory.await(partner, taken).join();
    var at = clock.instant();
    try {
      var told = known == null ? render.data(List.of(event)).get(event.id()) : known;
      if (told == null) {
        return new Returned(lane, due, at, null, true);
      }
      var kept = weight(told);
      memory.giveBack(partner, taken - kept);
      taken = kept;
      return new Returned(lane, due, at, receipt(lane, due, event, told, at), false);
    } catch (StoreUnavailable e) {
      return new Returned(lane, due, at, null, false);
    } catch (RuntimeException e) {
      // A fault of ours costs an attempt, or it would be met again and again.
      log.error(
          "delivery of {} to {} could not be made: {}",
          due.id(),
          due.webhook(),
          e.getClass().getName());
      return new Returned(
          lane,
          due,
          at,
          new Receipt(null, "the delivery could not be made", Duration.ZERO, Duration.ZERO),
          false);
    } finally {
      memory.giveBack(partner, taken);
    }
  }

  private static int weight(RenderEvents.Rendered told) {
    return Math.clamp(told.data().length(), 1, Payloads.MOST_BYTES);
  }

  /** Null when it could not be made, through no fault of the receiver. */
  private @Nullable Receipt receipt(
      DeliveryLane lane, Due due, Event event, RenderEvents.Rendered told, Instant at) {
    var attempt = due.attempts() + 1;
    return sender.send(
        new Outgoing(
            lane.webhook().url(),
            lane.secrets().at(at),
            lane.webhook().partner(),
            due.webhook(),
            event.id(),
            event.name(),
            attempt,
            at,
            RenderEvents.webhookBody(event, due.webhook(), attempt, due.sequence(), told.data()),
            told.trace()));
  }

  boolean anyEnded() {
    return !returned.isEmpty();
  }

  /** Those that ended since the last call. */
  List<Ended> ended() {
    var all = new ArrayList<Ended>();
    for (var one = returned.poll(); one != null; one = returned.poll()) {
      var receipt = one.receipt();
      all.add(
          new Ended(
              one.lane(),
              one.due(),
              one.gone() ? unkept(one) : receipt == null ? null : judge(one, receipt),
              receipt));
    }
    return all;
  }

  private Attempted judge(Returned one, Receipt receipt) {
    return new Attempted(
        one.due(),
        one.at(),
        receipt.success(),
        receipt.status(),
        receipt.error(),
        (int) Math.min(Integer.MAX_VALUE, receipt.took().toMillis()),
        next(one.due(), receipt));
  }

  private Next next(Due due, Receipt receipt) {
    if (receipt.success()) {
      return new Next.Delivered();
    }
    return policy
        .wait(due.round() + 1, random)
        .<Next>map(wait -> new Next.Again(clock.instant().plus(longer(wait, receipt.retryAfter()))))
        .orElseGet(Next.Dead::new);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** The end of a delivery whose event, or the operation that it tells of, is not kept any more. */
  private static Attempted unkept(Returned one) {
    return new Attempted(
        one.due(), one.at(), false, null, "the event is not kept any more", 0, new Next.Dead());
  }
}
