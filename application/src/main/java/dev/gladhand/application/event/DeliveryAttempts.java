package dev.gladhand.application.event;

import dev.gladhand.application.event.Deliveries.Attempted;
import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.application.event.Deliveries.Next;
import dev.gladhand.application.event.Sender.Outgoing;
import dev.gladhand.application.event.Sender.Receipt;
import dev.gladhand.application.store.StoreUnavailable;
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

  private record Returned(DeliveryLane lane, Due due, Instant at, @Nullable Receipt receipt) {}

  private final RenderEvents render;
  private final Sender sender;
  private final DeliveryPolicy policy;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Executor senders;
  private final Runnable wake;
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
          var at = clock.instant();
          Receipt receipt = null;
          try {
            receipt = receipt(lane, due, at);
          } finally {
            // Even when this thread dies of an error: what is not told to have ended stays under
            // way for ever.
            returned.add(new Returned(lane, due, at, receipt));
            wake.run();
          }
        });
  }

  /** Null when it could not be made, through no fault of the receiver. */
  private @Nullable Receipt receipt(DeliveryLane lane, Due due, Instant at) {
    try {
      var event = due.event();
      var data = event == null ? null : render.data(List.of(event)).get(event.id());
      if (event == null || data == null) {
        return null;
      }
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
              RenderEvents.webhookBody(event, due.webhook(), attempt, due.sequence(), data)));
    } catch (StoreUnavailable e) {
      return null;
    } catch (RuntimeException e) {
      // A fault of ours costs an attempt, or it would be met again and again.
      log.error(
          "delivery of {} to {} could not be made: {}",
          due.id(),
          due.webhook(),
          e.getClass().getName());
      return new Receipt(null, "the delivery could not be made", Duration.ZERO, Duration.ZERO);
    }
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
          new Ended(one.lane(), one.due(), receipt == null ? null : judge(one, receipt), receipt));
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

  /** The end of a delivery whose event is not kept any more. */
  Ended unkept(DeliveryLane lane, Due due) {
    var attempt =
        new Attempted(
            due,
            clock.instant(),
            false,
            null,
            "the event is not kept any more",
            0,
            new Next.Dead());
    return new Ended(lane, due, attempt, null);
  }
}
