package dev.gladhand.application.lane;

import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Repeated;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.Watched;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases;
import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.share.Shares;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of one kind that this node holds, and until when it may rely on their leases. It stops
 * relying on a lease some time before the lease ends and other nodes may claim the lane.
 * Thread-safe.
 */
public final class Leases<K, M, L extends HeldLane<K, M>> {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private static final int TOGETHER = 256;
  private static final int MOST_CLAIMED = 64;
  private static final Duration AGAIN = Duration.ofMillis(250);

  /** The share of a lease's time during which this node relies on it. */
  private static final double TRUSTED = 0.8;

  private final LaneSettings settings;
  private final LaneLeases<K, M> store;
  private final Tasks tasks;
  private final InstantSource clock;
  private final GroupCommit<Release<K, M>, Boolean> releases;
  private final Repeated keeping;
  private final Shares<PartnerId> places;
  private final Map<K, L> held = new LinkedHashMap<>();
  private final Map<LaneLease<K>, Instant> trustedUntil = new ConcurrentHashMap<>();
  private final Map<K, Instant> rests = new ConcurrentHashMap<>();
  private volatile Runnable whenFree = () -> {};

  Leases(
      String kind,
      LaneSettings settings,
      LaneLeases<K, M> store,
      Tasks tasks,
      InstantSource clock) {
    this.settings = settings;
    this.store = store;
    this.tasks = tasks;
    this.clock = clock;
    this.places = places(settings.lanes());
    this.keeping = new Repeated(kind + "-keeping", tasks, this::renew);
    this.releases =
        new GroupCommit<>(
            tasks,
            TOGETHER,
            batch -> {
              store.release(settings.node(), batch);
              return batch.stream().map(_ -> true).toList();
            });
  }

  /** Sets what is called when a lane that this node released may be claimed again. */
  void whenFree(Runnable then) {
    whenFree = then;
  }

  void mayBeFree() {
    whenFree.run();
  }

  /** The store's time. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Starts to prolong the leases of all held lanes again and again. */
  void keep() {
    keeping.startAfter(settings.lease().dividedBy(3));
  }

  Watched keeping() {
    return keeping;
  }

  /**
   * Takes a place for one more lane of the partner, which is given back when this node no longer
   * holds the lane. Returns false if the remaining places are reserved for other partners.
   */
  boolean take(PartnerId partner) {
    return places.take(List.of(partner)).isPresent();
  }

  /**
   * Shares this node's places for lanes between the partners: one partner may have more than half
   * of them only while an eighth is free for others.
   */
  static Shares<PartnerId> places(int lanes) {
    return new Shares<>(lanes, Math.max(1, lanes / 2), Math.max(1, lanes / 8));
  }

  /** How many lanes this node may claim at once. */
  int room() {
    return Math.min(MOST_CLAIMED, settings.lanes() - count());
  }

  /** How long a lane for which this node has no place is left to other nodes. */
  Duration partOfALease() {
    return settings.lease().dividedBy(6);
  }

  /** The number of lanes that this node holds. */
  public synchronized int count() {
    return held.size();
  }

  public synchronized @Nullable L of(K lane) {
    return held.get(lane);
  }

  public synchronized List<L> all() {
    return List.copyOf(held.values());
  }

  /**
   * The result of a claim.
   *
   * @param asked when the claim was sent; the leases began no earlier
   */
  record Claim<K, M>(List<Claimed<K, M>> lanes, Instant asked) {}

  /** Claims due lanes, at most {@code most}. Blocks. */
  Claim<K, M> claim(int most) {
    var asked = clock.instant();
    return new Claim<>(store.claim(settings.node(), most, settings.lease()), asked);
  }

  /**
   * How long until the next lane becomes due; empty if that is not within the given time. Blocks.
   */
  Optional<Duration> untilNextDue(Duration within) {
    return store.untilNextDue().filter(due -> due.compareTo(within) < 0);
  }

  /**
   * Notes that this node holds a lane for which a place was taken.
   *
   * @param asked when the claim was sent: the lease began no earlier
   */
  void add(L lane, Instant asked) {
    trustedUntil.put(lane.lease(), trusted(asked));
    rests.remove(lane.lease().lane());
    L earlier;
    synchronized (this) {
      earlier = held.put(lane.lease().lane(), lane);
    }
    if (earlier != null) {
      trustedUntil.remove(earlier.lease());
      places.giveBack(earlier.partner());
      earlier.progress().lost();
    }
  }

  /**
   * Whether this node released the lane until a time that has not come, so that new items do not
   * make the lane due before then.
   */
  boolean rests(K lane) {
    var until = rests.get(lane);
    if (until == null) {
      return false;
    }
    if (clock.instant().isBefore(until)) {
      return true;
    }
    rests.remove(lane, until);
    return false;
  }

  /** Reports that the lane may be due before the time until which this node released it. */
  void restsNoMore(K lane) {
    rests.remove(lane);
  }

  boolean trusted(LaneLease<K> lease) {
    var until = trustedUntil.get(lease);
    return until != null && clock.instant().isBefore(until);
  }

  private Instant trusted(Instant asked) {
    return asked.plusMillis((long) (settings.lease().toMillis() * TRUSTED));
  }

  private Duration renew() {
    try {
      renewAll();
    } catch (StoreUnavailable e) {
      LOG.warn("{} leases were not prolonged: the store is not available", trustedUntil.size());
    } catch (RuntimeException e) {
      LOG.error("leases were not prolonged: {}", Traces.of(e));
    }
    return settings.lease().dividedBy(3);
  }

  private void renewAll() {
    var leases = new HashSet<>(trustedUntil.keySet());
    if (leases.isEmpty()) {
      return;
    }
    var asked = clock.instant();
    var kept = store.renew(settings.node(), leases, settings.lease());
    for (var lease : leases) {
      if (kept.contains(lease)) {
        trustedUntil.computeIfPresent(lease, (_, _) -> trusted(asked));
      } else {
        lost(lease);
      }
    }
  }

  private void lost(LaneLease<K> lease) {
    if (trustedUntil.remove(lease) == null) {
      return;
    }
    L lane;
    synchronized (this) {
      lane = held.get(lease.lane());
      if (lane == null || !lane.lease().equals(lease)) {
        return;
      }
      held.remove(lease.lane());
    }
    places.giveBack(lane.partner());
    LOG.warn("the lease of lane {} ended without being prolonged", lease.lane());
    lane.progress().lost();
  }

  /**
   * Releases the lane; if the store cannot do so, tries again while the lease is valid. Does not
   * block.
   */
  void release(L lane, Release<K, M> release) {
    releases
        .submit(release)
        .whenComplete(
            (_, failure) -> {
              if (failure != null && trusted(release.lease())) {
                tasks.after(AGAIN, () -> release(lane, release));
                return;
              }
              if (failure != null) {
                LOG.warn(
                    "lane {} was not released, as the store is not available: it becomes free when its"
                        + " lease ends",
                    release.lease().lane());
              }
              trustedUntil.remove(release.lease());
              boolean removed;
              synchronized (this) {
                removed = held.remove(release.lease().lane(), lane);
              }
              if (removed) {
                places.giveBack(lane.partner());
              }
              if (failure == null && release.notBefore() != null) {
                rests.put(release.lease().lane(), release.notBefore());
              }
              // A lane that became due during its release was not signalled, so it is looked for.
              mayBeFree();
            });
  }

  /**
   * Releases a lane that was claimed and is not run here.
   *
   * @param left the state for the next holder; null to leave the stored state unchanged
   * @param pause how long no node may claim the lane; null if it may be claimed at once
   */
  void giveBack(LaneLease<K> lease, @Nullable M left, @Nullable Duration pause) {
    var notBefore = pause == null ? null : now().plus(pause);
    releases
        .submit(new Release<>(lease, notBefore, left))
        .exceptionally(
            _ -> {
              LOG.warn(
                  "lane {} was not released: it becomes free when its lease ends", lease.lane());
              return false;
            });
  }
}
