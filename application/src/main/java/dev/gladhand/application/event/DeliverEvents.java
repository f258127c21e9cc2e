package dev.gladhand.application.event;

import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.application.event.Deliveries.Lease;
import dev.gladhand.application.event.Deliveries.Next;
import dev.gladhand.application.event.Deliveries.Release;
import dev.gladhand.application.event.DeliveryAttempts.Ended;
import java.time.Duration;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;

/**
 * The engine of deliveries on one node: claims lanes, fetches what is due, has it sent, stores what
 * came of it, and gives lanes back. {@link #step} is called by one thread; everything else from
 * any.
 */
public final class DeliverEvents {
  private static final int CLAIM = 200;
  private static final int MOST_RECORDED = 500;

  /**
   * A lane is looked at this often although nobody said that anything changed: another node may
   * have changed it.
   */
  private static final Duration RENEW = Duration.ofSeconds(1);

  private final String node;
  private final Deliveries deliveries;
  private final RenderEvents render;
  private final StaleWebhooks stale;
  private final DeliveryAttempts attempts;
  private final DeliveryPolicy policy;
  private final DeliveryMeters meters;
  private final InstantSource clock;
  private final Runnable wake;

  private final Map<WebhookId, DeliveryLane> lanes = new LinkedHashMap<>();
  private final List<Ended> unrecorded = new ArrayList<>();
  private final Map<DeliveryLane, String> tripped = new LinkedHashMap<>();
  private final Set<WebhookId> news = ConcurrentHashMap.newKeySet();
  private final Set<WebhookId> changed = ConcurrentHashMap.newKeySet();
  private Instant renewAt = Instant.EPOCH;
  private Instant claimAt = Instant.EPOCH;
  private volatile boolean claimNow = true;
  private volatile boolean stopping;
  private volatile boolean stopped;

  /**
   * @param node names this process among those on the same store
   * @param ids makes the ids of events
   * @param senders runs each attempt, on a virtual thread
   * @param wake has {@link #step} called soon
   * @param eventWritten tells whoever puts events in order that there is one
   */
  public DeliverEvents(
      String node,
      Deliveries deliveries,
      Webhooks webhooks,
      RenderEvents render,
      JsonText json,
      Sender sender,
      DeliveryPolicy policy,
      DeliveryMeters meters,
      InstantSource clock,
      RandomGenerator random,
      Supplier<UUID> ids,
      Executor senders,
      Runnable wake,
      Runnable eventWritten) {
    this.node = node;
    this.deliveries = deliveries;
    this.render = render;
    this.stale = new StaleWebhooks(webhooks, json, ids, clock, eventWritten);
    this.attempts = new DeliveryAttempts(render, sender, policy, clock, random, senders, wake);
    this.policy = policy;
    this.meters = meters;
    this.clock = clock;
    this.wake = wake;
  }

  /** Subscriptions have something new to send. */
  public void added(Collection<WebhookId> webhooks) {
    news.addAll(webhooks);
    claimNow = true;
    wake.run();
  }

  /**
   * A subscription was changed on this node: what was read of it before must not be used any more.
   */
  public void changed(WebhookId webhook) {
    changed.add(webhook);
    claimNow = true;
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
    renew();
    fetch();
    dispatch();
    release();
    var more = claim();
    stopped = stopping && lanes.isEmpty() && unrecorded.isEmpty();
    meters.load(lanes.size(), lanes.values().stream().mapToInt(DeliveryLane::underWay).sum());
    return more || attempts.anyEnded() || !unrecorded.isEmpty() ? Duration.ZERO : untilNext();
  }

  private void record() {
    unrecorded.addAll(attempts.ended());
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
      lanes.values().forEach(DeliveryLane::close);
    }
  }

  private void forEachLane(Set<WebhookId> named, Consumer<DeliveryLane> then) {
    for (var id : List.copyOf(named)) {
      named.remove(id);
      var lane = lanes.get(id);
      if (lane != null) {
        then.accept(lane);
      }
    }
  }

  private void renew() {
    var now = clock.instant();
    if (lanes.isEmpty() || now.isBefore(renewAt)) {
      return;
    }
    var leases = lanes.values().stream().map(DeliveryLane::lease).toList();
    var held = deliveries.renew(node, leases, now, policy.lease());
    for (var lane : lanes.values()) {
      var version = held.get(lane.lease());
      if (version == null || version != lane.webhook().version()) {
        lane.close();
      } else {
        lane.lookAgain();
      }
    }
    renewAt = now.plus(RENEW);
  }

  private void fetch() {
    var now = clock.instant();
    var wanted = new LinkedHashMap<Lease, Integer>();
    for (var lane : lanes.values()) {
      var count = lane.wanted(now);
      if (count > 0) {
        wanted.put(lane.lease(), count);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    var windows = deliveries.window(wanted, now);
    // Rendered here for the whole window at once, so that the senders find it ready.
    var told =
        render
            .data(
                windows.values().stream()
                    .flatMap(List::stream)
                    .<Event>mapMulti(
                        (due, out) -> {
                          if (due.event() != null) {
                            out.accept(due.event());
                          }
                        })
                    .toList())
            .keySet();
    wanted.forEach(
        (lease, count) ->
            fetched(
                lanes.get(lease.webhook()), windows.getOrDefault(lease, List.of()), count, told));
  }

  /** What can't be told any more, since its operation is not kept that long, is given up. */
  private void fetched(
      @Nullable DeliveryLane lane, List<Due> window, int count, Set<EventId> told) {
    if (lane == null) {
      return;
    }
    var ready =
        window.stream()
            .filter(due -> due.event() != null && told.contains(due.event().id()))
            .toList();
    window.stream()
        .filter(due -> !ready.contains(due))
        .forEach(due -> unrecorded.add(attempts.unkept(lane, due)));
    lane.fetched(ready, window.size() < count);
  }

  private void dispatch() {
    var now = clock.instant();
    for (var lane : lanes.values()) {
      for (var due = lane.next(now); due != null; due = lane.next(now)) {
        attempts.begin(lane, due);
      }
    }
  }

  private void release() {
    var now = clock.instant();
    var idle =
        lanes.values().stream()
            .filter(
                lane -> lane.idle(now) && unrecorded.stream().noneMatch(one -> one.lane() == lane))
            .toList();
    if (idle.isEmpty()) {
      return;
    }
    deliveries.release(
        node,
        idle.stream()
            .map(lane -> new Release(lane.lease(), lane.health(), lane.notBefore()))
            .toList());
    for (var lane : idle) {
      lanes.remove(lane.lease().webhook());
      if (lane.closing()) {
        claimNow = true;
      }
      claimBy(lane.notBefore() == null ? lane.lookAt() : lane.notBefore());
    }
  }

  private void claimBy(@Nullable Instant at) {
    if (at != null && at.isBefore(claimAt)) {
      claimAt = at;
    }
  }

  private boolean claim() {
    var now = clock.instant();
    var free = policy.lanes() - lanes.size();
    if (stopping || free <= 0 || (!claimNow && now.isBefore(claimAt))) {
      return false;
    }
    claimNow = false;
    var claimed = deliveries.claim(node, Math.min(CLAIM, free), now, policy.lease());
    if (lanes.isEmpty()) {
      renewAt = now.plus(RENEW);
    }
    claimed.forEach(
        one -> lanes.put(one.lease().webhook(), new DeliveryLane(one, policy.concurrency())));
    if (claimed.size() == CLAIM) {
      claimNow = true;
    }
    claimAt = now.plus(policy.poll());
    deliveries.nextDue(now).ifPresent(this::claimBy);
    return !claimed.isEmpty();
  }

  private Duration untilNext() {
    var now = clock.instant();
    var next = claimAt;
    if (!lanes.isEmpty() && renewAt.isBefore(next)) {
      next = renewAt;
    }
    for (var lane : lanes.values()) {
      var look = lane.lookAt();
      if (look != null && look.isBefore(next)) {
        next = look;
      }
    }
    var wait = Duration.between(now, next);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
