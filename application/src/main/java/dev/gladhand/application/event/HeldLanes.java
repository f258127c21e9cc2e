package dev.gladhand.application.event;

import dev.gladhand.application.event.Deliveries.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lanes that this node holds: takes those that are due, keeps them, and gives back the idle
 * ones. Used by the engine's thread alone, but for {@link #claimSoon}.
 */
final class HeldLanes {
  private static final int CLAIM = 200;

  /**
   * A lane is looked at this often although nobody said that anything changed: another node may
   * have changed it.
   */
  private static final Duration RENEW = Duration.ofSeconds(1);

  /** Until a lane is asked for again that is due and that somebody has locked. */
  private static final Duration LOCKED = Duration.ofMillis(20);

  private final String node;
  private final Deliveries deliveries;
  private final DeliveryPolicy policy;
  private final InstantSource clock;
  private final Map<WebhookId, DeliveryLane> lanes = new LinkedHashMap<>();
  private Instant renewAt = Instant.EPOCH;
  private Instant claimAt = Instant.EPOCH;
  private volatile boolean claimNow = true;
  private volatile boolean closed;

  HeldLanes(String node, Deliveries deliveries, DeliveryPolicy policy, InstantSource clock) {
    this.node = node;
    this.deliveries = deliveries;
    this.policy = policy;
    this.clock = clock;
  }

  Collection<DeliveryLane> all() {
    return lanes.values();
  }

  @Nullable DeliveryLane of(WebhookId webhook) {
    return lanes.get(webhook);
  }

  boolean none() {
    return lanes.isEmpty();
  }

  int underWay() {
    return lanes.values().stream().mapToInt(DeliveryLane::underWay).sum();
  }

  /** A lane may have become due. Called from any thread. */
  void claimSoon() {
    claimNow = true;
  }

  /** Sends nothing more and takes no further lane. */
  void close() {
    closed = true;
    lanes.values().forEach(DeliveryLane::close);
  }

  /** Closes those that are lost or changed; has the others look for what is new. */
  void renew() {
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

  /** Gives back those that have nothing to do, and of which everything is stored. */
  void release(Predicate<DeliveryLane> allStored) {
    var now = clock.instant();
    var idle =
        lanes.values().stream().filter(lane -> lane.idle(now) && allStored.test(lane)).toList();
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
      var due = lane.notBefore() == null ? lane.lookAt() : lane.notBefore();
      if (due != null) {
        claimBy(due);
      }
    }
  }

  /** Takes lanes that are due; answers whether there were any. */
  boolean claim() {
    var now = clock.instant();
    if (!mayClaim() || (!claimNow && now.isBefore(claimAt))) {
      return false;
    }
    claimNow = false;
    var free = policy.lanes() - lanes.size();
    var claimed = claim(Math.min(CLAIM, free), now);
    if (lanes.isEmpty()) {
      renewAt = now.plus(RENEW);
    }
    claimed.forEach(
        one -> lanes.put(one.lease().webhook(), new DeliveryLane(one, policy.concurrency())));
    if (claimed.size() == CLAIM) {
      claimNow = true;
    }
    claimAt = now.plus(policy.poll());
    deliveries.nextDue(now).ifPresent(due -> claimBy(later(due, now.plus(LOCKED))));
    return !claimed.isEmpty();
  }

  private List<Deliveries.Claimed> claim(int most, Instant now) {
    try {
      return deliveries.claim(node, most, now, policy.lease());
    } catch (RuntimeException e) {
      // Who runs the steps tells of it; what is due is asked for again at the next one.
      claimNow = true;
      throw e;
    }
  }

  private boolean mayClaim() {
    return !closed && lanes.size() < policy.lanes();
  }

  private void claimBy(Instant at) {
    if (at.isBefore(claimAt)) {
      claimAt = at;
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private static Instant sooner(Instant one, @Nullable Instant other) {
    return other == null || one.isBefore(other) ? one : other;
  }

  /** How long until there is something to do, unless somebody says so before. */
  Duration untilNext() {
    var now = clock.instant();
    var next = mayClaim() ? claimAt : now.plus(RENEW);
    if (!lanes.isEmpty()) {
      next = sooner(next, renewAt);
    }
    for (var look : List.copyOf(lanes.values())) {
      next = sooner(next, look.lookAt());
    }
    var wait = Duration.between(now, next);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
