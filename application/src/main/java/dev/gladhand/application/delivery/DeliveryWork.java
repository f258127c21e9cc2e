package dev.gladhand.application.delivery;

import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.delivery.Deliveries.Attempted;
import dev.gladhand.application.delivery.Deliveries.Due;
import dev.gladhand.application.delivery.Deliveries.Next;
import dev.gladhand.application.delivery.Deliveries.Window;
import dev.gladhand.application.delivery.DeliveryAttempts.Ended;
import dev.gladhand.application.delivery.Sender.Receipt;
import dev.gladhand.application.feed.RenderEvents;
import dev.gladhand.application.lane.LaneDelivery;
import dev.gladhand.application.lane.LaneDriver;
import dev.gladhand.application.lane.LaneWork;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.webhook.Health;
import dev.gladhand.application.webhook.StaleWebhooks;
import dev.gladhand.application.webhook.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers the due events of subscriptions' lanes. Thread-safe. */
final class DeliveryWork
    implements LaneWork<WebhookId, Health, DeliveryLane>,
        LaneDelivery<WebhookId, Health, DeliveryLane> {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWork.class);
  private static final int MOST_READ = 64;
  private static final int MOST_RECORDED = 500;
  private static final Duration AGAIN = Duration.ofMillis(250);

  /**
   * How long a lane is not read again after the store refused the result of an attempt although it
   * was available.
   */
  private static final Duration CANNOT_STORE = Duration.ofMinutes(1);

  private final Deliveries deliveries;
  private final RenderEvents render;
  private final DeliveryAttempts attempts;
  private final StaleWebhooks stale;
  private final DeliveryPolicy policy;
  private final Measurements measurements;
  private final Tasks tasks;
  private final SenderShares senders = new SenderShares();
  private final GroupCommit<DeliveryLane, Reading> reads;
  private final GroupCommit<Attempted, Boolean> records;
  private final AtomicInteger behind = new AtomicInteger();

  /**
   * The result of reading a lane.
   *
   * @param window the deliveries that were read; null if the lane must not be worked on
   * @param wanted how many deliveries were asked for
   */
  private record Reading(@Nullable Window window, int wanted) {}

  DeliveryWork(
      Deliveries deliveries,
      RenderEvents render,
      DeliveryAttempts attempts,
      StaleWebhooks stale,
      DeliveryPolicy policy,
      Measurements measurements,
      Tasks tasks) {
    this.deliveries = deliveries;
    this.render = render;
    this.attempts = attempts;
    this.stale = stale;
    this.policy = policy;
    this.measurements = measurements;
    this.tasks = tasks;
    this.reads = new GroupCommit<>(tasks, MOST_READ, this::readAll);
    this.records = new GroupCommit<>(tasks, MOST_RECORDED, deliveries::record);
  }

  @Override
  public Map<LaneLease<WebhookId>, DeliveryLane> open(List<Claimed<WebhookId, Health>> claimed) {
    var receivers = deliveries.receivers(claimed.stream().map(one -> one.lease().lane()).toList());
    var opened = new HashMap<LaneLease<WebhookId>, DeliveryLane>();
    for (var one : claimed) {
      var receiver = receivers.get(one.lease().lane());
      if (receiver != null && one.left() != null) {
        opened.put(
            one.lease(), new DeliveryLane(one.lease(), receiver, one.left(), policy.concurrency()));
      }
    }
    return opened;
  }

  // What may be sent.

  @Override
  public CompletableFuture<?> read(
      DeliveryLane lane, LaneDriver<WebhookId, Health, DeliveryLane> driver) {
    return reads.submit(lane).thenAccept(reading -> lane.read(reading.window, reading.wanted));
  }

  private List<Reading> readAll(List<DeliveryLane> lanes) {
    var wanted = new HashMap<LaneLease<WebhookId>, Integer>();
    lanes.forEach(lane -> wanted.put(lane.lease(), lane.wanted()));
    var windows = deliveries.window(wanted);
    prepare(windows.values());
    return lanes.stream()
        .map(DeliveryLane::lease)
        .map(lease -> new Reading(windows.get(lease), wanted.getOrDefault(lease, 0)))
        .toList();
  }

  /**
   * Renders events in advance. If an event cannot be rendered, this is only logged: each event is
   * then rendered when it is sent, so that a faulty one affects only its own delivery. Throws
   * {@link StoreUnavailable}.
   */
  private void prepare(Collection<Window> windows) {
    try {
      render.prepare(
          windows.stream()
              .flatMap(window -> window.due().stream())
              .flatMap(due -> Stream.ofNullable(due.event()))
              .toList());
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error(
          "events could not be prepared together, so each is prepared when it is sent: {}",
          Traces.of(e));
    }
  }

  // One delivery.

  /**
   * Sends the lane's next delivery as soon as there is a place for it among the node's attempts.
   */
  @Override
  public void deliverNext(DeliveryLane lane, LaneDriver<WebhookId, Health, DeliveryLane> driver) {
    var now = driver.now();
    var hold = lane.heldFor(now);
    if (hold.isPositive()) {
      lane.progress().blockedUntil(now.plus(hold));
    } else if (lane.asks()) {
      senders.await(lane, () -> tasks.run(() -> sendNext(lane, driver)));
    }
  }

  private void sendNext(DeliveryLane lane, LaneDriver<WebhookId, Health, DeliveryLane> driver) {
    var next = lane.take(driver.trusts(lane), driver.now());
    if (next.isEmpty()) {
      senders.giveBack(lane);
      driver.drive(lane);
      return;
    }
    var due = next.get();
    try {
      // The next delivery need not wait until this one has ended.
      driver.drive(lane);
      deliver(lane, due, driver);
    } finally {
      lane.progress().ended(due);
      driver.drive(lane);
    }
  }

  private void deliver(
      DeliveryLane lane, Due due, LaneDriver<WebhookId, Health, DeliveryLane> driver) {
    var ended = send(lane, due);
    if (ended == null) {
      lane.progress().readAgain(driver.now().plus(policy.poll().dividedBy(4)));
      return;
    }
    try {
      var stored = untilStored(() -> tasks.await(records.submit(ended.attempt())));
      if (stored && ended.receipt() != null) {
        learn(lane, ended.attempt(), ended.receipt(), driver);
      }
    } catch (RuntimeException e) {
      LOG.error(
          "the result of an attempt to deliver event {} cannot be stored: {}",
          due.id(),
          Traces.of(e));
      lane.progress().readAgain(driver.now().plus(CANNOT_STORE));
    }
  }

  private @Nullable Ended send(DeliveryLane lane, Due due) {
    try {
      return attempts.make(lane, due);
    } finally {
      senders.giveBack(lane);
    }
  }

  private void learn(
      DeliveryLane lane,
      Attempted attempt,
      Receipt receipt,
      LaneDriver<WebhookId, Health, DeliveryLane> driver) {
    var now = driver.now();
    lane.learn(attempt, receipt.success() ? Duration.ZERO : receipt.retryAfter(), now)
        .ifPresent(wait -> driver.wakeIn(wait, lane));
    measure(attempt, receipt);
    trips(lane, receipt, now)
        .ifPresent(
            why -> {
              driver.stop(lane);
              if (untilStored(() -> stale.stale(lane.webhook(), why))) {
                measurements.staled();
              }
            });
  }

  private Optional<String> trips(DeliveryLane lane, Receipt receipt, Instant now) {
    return receipt.gone()
        ? Optional.of("the receiver answered 410 Gone")
        : lane.health().trips(now, policy.grace());
  }

  private void measure(Attempted attempt, Receipt receipt) {
    var outcome =
        attempt.success() ? "success" : attempt.next() instanceof Next.Dead ? "dead" : "failure";
    measurements.attempted(outcome, receipt.took());
    var event = attempt.due().event();
    if (attempt.success() && attempt.due().attempts() == 0 && event != null) {
      measurements.delivered(
          Duration.between(event.createdAt(), attempt.at().plus(receipt.took())));
    }
  }

  /** Repeats a call until the store is available, so that no result is lost. */
  private <T> T untilStored(Supplier<T> call) {
    var away = false;
    try {
      while (true) {
        try {
          return call.get();
        } catch (StoreUnavailable e) {
          if (!away) {
            away = true;
            behind.incrementAndGet();
            LOG.warn("the store is not available: the result of a delivery waits in memory");
          }
          tasks.pause(AGAIN);
        }
      }
    } finally {
      if (away) {
        behind.decrementAndGet();
      }
    }
  }

  @Override
  public boolean behind() {
    return behind.get() > 0;
  }

  /**
   * Stops the lanes whose subscriptions were changed or are no longer active, and those that this
   * node no longer holds. Then reports how many lanes and attempts there are.
   */
  @Override
  public void look(
      Collection<DeliveryLane> held, LaneDriver<WebhookId, Health, DeliveryLane> driver) {
    var versions = deliveries.versions(held.stream().map(DeliveryLane::lease).toList());
    for (var lane : held) {
      if (!Long.valueOf(lane.webhook().version()).equals(versions.get(lane.lease()))) {
        driver.stop(lane);
      }
    }
    measurements.delivering(
        held.size(), held.stream().mapToInt(lane -> lane.progress().underWay()).sum());
  }
}
