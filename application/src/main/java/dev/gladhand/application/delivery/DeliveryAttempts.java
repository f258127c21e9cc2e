package dev.gladhand.application.delivery;

import dev.gladhand.application.ByteShares;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.delivery.Deliveries.Attempted;
import dev.gladhand.application.delivery.Deliveries.Due;
import dev.gladhand.application.delivery.Deliveries.Next;
import dev.gladhand.application.delivery.Sender.Outgoing;
import dev.gladhand.application.delivery.Sender.Receipt;
import dev.gladhand.application.event.Event;
import dev.gladhand.application.feed.RenderEvents;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.payload.Payloads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts to deliver events, and decides what happens to the delivery after each. Blocks;
 * thread-safe.
 */
final class DeliveryAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryAttempts.class);

  private final RenderEvents render;
  private final Sender sender;
  private final DeliveryPolicy policy;
  private final Tasks tasks;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * Shares the memory for rendered events between the partners. Before an event is rendered, its
   * attempt takes as many bytes as the largest event needs; after that it keeps only the size of
   * its own event until it has ended.
   */
  private final ByteShares<PartnerId> memory;

  DeliveryAttempts(
      RenderEvents render,
      Sender sender,
      DeliveryPolicy policy,
      Tasks tasks,
      InstantSource clock,
      RandomGenerator random) {
    this.render = render;
    this.sender = sender;
    this.policy = policy;
    this.tasks = tasks;
    this.clock = clock;
    this.random = random;
    this.memory = ByteShares.ofHeap(tasks::run);
  }

  /**
   * An attempt that ended.
   *
   * @param attempt what is stored of the attempt
   * @param receipt the receiver's answer; null if the receiver was not called
   */
  record Ended(Attempted attempt, @Nullable Receipt receipt) {}

  /**
   * Waits for memory and makes the next attempt of a delivery; null if this node could not make it,
   * which does not count as an attempt.
   */
  @Nullable Ended make(DeliveryLane lane, Due due) {
    var event = due.event();
    if (event == null) {
      return unkept(due, clock.instant());
    }
    var known = render.known(event);
    var taken = known == null ? Payloads.MOST_BYTES : weight(known);
    tasks.await(memory.await(lane.partner(), taken));
    var at = clock.instant();
    try {
      var told = known == null ? render.data(List.of(event)).get(event.id()) : known;
      if (told == null) {
        return unkept(due, at);
      }
      var kept = weight(told);
      memory.giveBack(lane.partner(), taken - kept);
      taken = kept;
      return judge(due, at, sender.send(outgoing(lane, due, event, told, at)));
    } catch (StoreUnavailable e) {
      return null;
    } catch (RuntimeException e) {
      // An internal error counts as an attempt; otherwise it would be repeated for ever.
      LOG.error(
          "event {} could not be sent to subscription {}: {}",
          due.id(),
          due.webhook(),
          Traces.of(e));
      return judge(
          due,
          at,
          new Receipt(null, "the delivery could not be made", Duration.ZERO, Duration.ZERO));
    } finally {
      memory.giveBack(lane.partner(), taken);
    }
  }

  private static int weight(RenderEvents.Rendered told) {
    return Math.clamp(told.data().length(), 1, Payloads.MOST_BYTES);
  }

  private static Outgoing outgoing(
      DeliveryLane lane, Due due, Event event, RenderEvents.Rendered told, Instant at) {
    var attempt = due.attempts() + 1;
    return new Outgoing(
        lane.webhook().url(),
        lane.secrets().at(at),
        lane.partner(),
        due.webhook(),
        event.id(),
        event.name(),
        attempt,
        at,
        RenderEvents.webhookBody(event, due.webhook(), attempt, due.sequence(), told.data()),
        told.trace());
  }

  private @Nullable Ended judge(Due due, Instant at, @Nullable Receipt receipt) {
    return receipt == null
        ? null
        : new Ended(
            new Attempted(
                due,
                at,
                receipt.success(),
                receipt.status(),
                receipt.error(),
                (int) Math.min(Integer.MAX_VALUE, receipt.took().toMillis()),
                next(due, receipt)),
            receipt);
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

  /** Ends a delivery whose event, or whose event's operation, is no longer kept. */
  private static Ended unkept(Due due, Instant at) {
    return new Ended(
        new Attempted(due, at, false, null, "the event has been deleted", 0, new Next.Dead()),
        null);
  }
}
