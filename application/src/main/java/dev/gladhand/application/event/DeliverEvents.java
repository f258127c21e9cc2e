package dev.gladhand.application.event;

import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.application.event.Deliveries.Next;
import dev.gladhand.application.event.DeliveryAttempts.Ended;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The engine of deliveries on one node: claims lanes, fetches what is due, has it sent, stores what
 * came of it, and gives lanes back. {@link #step} is called by one thread; everything else from
 * any.
 */
public final class DeliverEvents {
  private static final int MOST_RECORDED = 500;

  private final Deliveries deliveries;
  private final FetchDue fetch;
  private final StaleWebhooks stale;
  private final DeliveryAttempts attempts;
  private final DeliveryPolicy policy;
  private final DeliveryMeters meters;
  private final InstantSource clock;
  private final Runnable wake;

  private final HeldLanes lanes;
  private final SenderShares senders = new SenderShares();
  private final List<Ended> unrecorded = new ArrayList<>();
  private final Map<DeliveryLane, String> tripped = new LinkedHashMap<>();
  private final Set<WebhookId> news = ConcurrentHashMap.newKeySet();
  private final Set<WebhookId> changed = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private volatile boolean stopped;

  /**
   * @param node names this process among those on the same store
   * @param ids makes the ids of events
   * @param senders runs each attempt, on a virtual thread
   * @param wake has {@link #step} called soon
   * @param eventWritten signals the sequencer that an event was written
   */
  public DeliverEvents(
      String node,
      Deliveries deliveries,
      Webhooks webhooks,
      RenderEvents render,
      Sender sender,
      DeliveryPolicy policy,
      DeliveryMeters meters,
      InstantSource clock,
      RandomGenerator random,
      Supplier<UUID> ids,
      Executor senders,
      Runnable wake,
      Runnable eventWritten) {
    this.deliveries = deliveries;
    this.lanes = new HeldLanes(node, deliveries, policy, clock);
    this.stale = new StaleWebhooks(webhooks, ids, clock, eventWritten);
    this.attempts = new DeliveryAttempts(render, sender, policy, clock, random, senders, wake);
    this.fetch = new FetchDue(deliveries, render, clock);
    this.policy = policy;
    this.meters = meters;
    this.clock = clock;
    this.wake = wake;
  }

  /** Subscriptions have something new to send. */
  public void added(Collection<WebhookId> webhooks) {
    news.addAll(webhooks);
    lanes.claimSoon();
    wake.run();
  }

  /**
   * A subscription was changed on this node: what was read of it before must not be used any more.
   */
  public void changed(WebhookId webhook) {
    changed.add(webhook);
    lanes.claimSoon();
    wake.run();
  }

  /** Begins no attempt from now on; lanes are given back as their attempts end. */
  public void stop() {
    stopping = true;
    wake.run();
  }

  /** Whether the last step was the last that there was to do. */
  public boolean stopped() {
    return stopped;
  }

  /**
   * Does what can be done now. After an exception it may be called again: nothing is forgotten.
   *
   * @return how long until there may be more, unless woken before
   */
  public Duration step() {
    record();
    markStale();
    note();
    lanes.renew();
    fetch.into(lanes.all());
    dispatch();
    lanes.release(lane -> unrecorded.stream().noneMatch(one -> one.lane() == lane));
    var more = lanes.claim();
    stopped = stopping && lanes.none() && unrecorded.isEmpty();
    meters.load(lanes.all().size(), lanes.underWay());
    return more || attempts.anyEnded() || !unrecorded.isEmpty() ? Duration.ZERO : lanes.untilNext();
  }

  private void record() {
    var ended = attempts.ended();
    ended.forEach(one -> senders.giveBack(one.lane()));
    unrecorded.addAll(ended);
    while (!unrecorded.isEmpty()) {
      var batch = List.copyOf(unrecorded.subList(0, Math.min(MOST_RECORDED, unrecorded.size())));
      var made = batch.stream().filter(one -> one.attempt() != null).toList();
      var stored =
          deliveries.record(
              made.stream().map(one -> Objects.requireNonNull(one.attempt())).toList());
      unrecorded.subList(0, batch.size()).clear();
      batch.forEach(one -> one.lane().stored(one.due()));
      for (var i = 0; i < made.size(); i++) {
        var receipt = made.get(i).receipt();
        if (stored.get(i) && receipt != null) {
          learn(made.get(i), receipt);
        }
      }
    }
  }

  private void learn(Ended one, Sender.Receipt receipt) {
    var now = clock.instant();
    var lane = one.lane();
    var attempt = Objects.requireNonNull(one.attempt());
    lane.ended(attempt);
    if (!receipt.success() && receipt.retryAfter().isPositive()) {
      lane.holdUntil(now.plus(receipt.retryAfter()));
    }
    if (receipt.gone()) {
      tripped.putIfAbsent(lane, "the receiver answered 410 Gone");
    }
    lane.health().trips(now, policy.grace()).ifPresent(why -> tripped.putIfAbsent(lane, why));
    var outcome =
        attempt.success() ? "success" : attempt.next() instanceof Next.Dead ? "dead" : "failure";
    meters.attempted(outcome, receipt.took());
    var event = one.due().event();
    if (attempt.success() && one.due().attempts() == 0 && event != null) {
      meters.delivered(Duration.between(event.createdAt(), attempt.at().plus(receipt.took())));
    }
  }

  private void markStale() {
    for (var lane : List.copyOf(tripped.keySet())) {
      lane.close();
      if (stale.stale(lane.webhook(), Objects.requireNonNull(tripped.get(lane)))) {
        meters.staled();
      }
      tripped.remove(lane);
    }
  }

  private void note() {
    forEachLane(changed, DeliveryLane::close);
    forEachLane(news, DeliveryLane::lookAgain);
    if (stopping) {
      lanes.close();
    }
  }

  private void forEachLane(Set<WebhookId> named, Consumer<DeliveryLane> then) {
    for (var id : List.copyOf(named)) {
      named.remove(id);
      var lane = lanes.of(id);
      if (lane != null) {
        then.accept(lane);
      }
    }
  }

  private void begin(DeliveryLane lane, Due due) {
    var begun = false;
    try {
      attempts.begin(lane, due);
      begun = true;
    } finally {
      if (!begun) {
        lane.stored(due);
        senders.giveBack(lane);
      }
    }
  }

  private void dispatch() {
    senders.dispatch(lanes.all(), clock.instant(), this::begin);
  }
}
