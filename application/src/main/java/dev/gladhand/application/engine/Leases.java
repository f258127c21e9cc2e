package dev.gladhand.application.engine;

import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Repeated;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.Watched;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.share.Shares;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
 * The lanes that this node holds, and how long it may rely on that: a lease counts as run out here
 * before it does for the others. Thread-safe.
 */
public final class Leases {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private static final int TOGETHER = 256;
  private static final int MOST_CLAIMED = 64;
  private static final Duration AGAIN = Duration.ofMillis(250);

  /** The share of a lease that is relied upon. */
  private static final double TRUSTED = 0.8;

  private final EngineSettings settings;
  private final Lanes lanes;
  private final Tasks tasks;
  private final InstantSource clock;
  private final GroupCommit<Lanes.Release, Boolean> releases;
  private final Repeated keeping;
  private final Shares<PartnerId> places;
  private final Map<ConnectionId, HeldLane> held = new LinkedHashMap<>();
  private final Map<LaneLease, Instant> trustedUntil = new ConcurrentHashMap<>();
  private final Map<ConnectionId, Instant> rests = new ConcurrentHashMap<>();
  private volatile Runnable onRelease = () -> {};

  Leases(EngineSettings settings, Lanes lanes, Tasks tasks, InstantSource clock) {
    this.settings = settings;
    this.lanes = lanes;
    this.tasks = tasks;
    this.clock = clock;
    this.places = places(settings.lanes());
    this.keeping = new Repeated("lanes-keeping", tasks, this::renew);
    this.releases =
        new GroupCommit<>(
            tasks,
            TOGETHER,
            batch -> {
              lanes.release(settings.node(), batch);
              return batch.stream().map(_ -> true).toList();
            });
  }

  /** What is to be done when a lane was given back. */
  void onRelease(Runnable then) {
    onRelease = then;
  }

  /** By the store's clock. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Keeps them from now on. */
  void keep() {
    keeping.startAfter(settings.lease().dividedBy(3));
  }

  Watched keeping() {
    return keeping;
  }

  /**
   * Takes a place for one more lane of the partner, which comes back with the lane; false where the
   * places that are left are for others.
   */
  boolean take(PartnerId partner) {
    return places.take(List.of(partner)).isPresent();
  }

  /** Gives back a place for which there is no lane after all. */
  void giveBack(PartnerId partner) {
    places.giveBack(partner);
  }

  /** One partner has more than half of the lanes only while an eighth is free for others. */
  static Shares<PartnerId> places(int lanes) {
    return new Shares<>(lanes, Math.max(1, lanes / 2), Math.max(1, lanes / 8));
  }

  /** How many lanes this node may claim at once. */
  int room() {
    return Math.min(MOST_CLAIMED, settings.lanes() - count());
  }

  /** So long a lane for which there is no room here is left to others. */
  Duration partOfALease() {
    return settings.lease().dividedBy(6);
  }

  /** Lanes held here. */
  public synchronized int count() {
    return held.size();
  }

  synchronized @Nullable HeldLane of(ConnectionId connection) {
    return held.get(connection);
  }

  synchronized List<HeldLane> all() {
    return List.copyOf(held.values());
  }

  /**
   * Why the connection's writes wait as a whole, as far as this node knows; null for no such
   * reason.
   */
  public @Nullable Waiting blockedBy(ConnectionId connection) {
    var lane = of(connection);
    return lane == null ? null : lane.blockedBy(now());
  }

  /** What this node knows of a lane that it holds. */
  public Optional<LaneMemory> known(ConnectionId connection) {
    return Optional.ofNullable(of(connection)).map(lane -> lane.memory(now()));
  }

  /**
   * Lanes that were claimed.
   *
   * @param asked when: their leases began no earlier
   */
  record Claim(List<Lanes.Claimed> lanes, Instant asked) {}

  /** Claims lanes that are due, at most so many. Blocks. */
  Claim claim(int most) {
    var asked = clock.instant();
    return new Claim(lanes.claim(settings.node(), most, settings.lease()), asked);
  }

  /** How long until a lane becomes due by itself, if that is within a time. Blocks. */
  Optional<Duration> untilNextDue(Duration within) {
    return lanes.untilNextDue().filter(due -> due.compareTo(within) < 0);
  }

  /**
   * Holds a lane for which a place was taken.
   *
   * @param asked when the claim was sent: the lease began no earlier
   */
  void add(HeldLane lane, Instant asked) {
    trustedUntil.put(lane.lease(), trusted(asked));
    rests.remove(lane.lease().connection());
    HeldLane earlier;
    synchronized (this) {
      earlier = held.put(lane.lease().connection(), lane);
    }
    if (earlier != null) {
      trustedUntil.remove(earlier.lease());
      giveBack(earlier.connection().partner());
      earlier.lost();
    }
  }

  /**
   * Whether this node gave the lane back until a time that has not come: what is accepted meanwhile
   * does not make it due.
   */
  boolean rests(ConnectionId connection) {
    var until = rests.get(connection);
    if (until == null) {
      return false;
    }
    if (clock.instant().isBefore(until)) {
      return true;
    }
    rests.remove(connection, until);
    return false;
  }

  /** It may be due sooner than when it was given back. */
  void restsNoMore(ConnectionId connection) {
    rests.remove(connection);
  }

  boolean trusted(LaneLease lease) {
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
      LOG.warn("{} leases were not prolonged: the store is away", trustedUntil.size());
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
    var kept = lanes.renew(settings.node(), leases, settings.lease());
    for (var lease : leases) {
      if (kept.contains(lease)) {
        trustedUntil.computeIfPresent(lease, (_, _) -> trusted(asked));
      } else {
        lost(lease);
      }
    }
  }

  private void lost(LaneLease lease) {
    if (trustedUntil.remove(lease) == null) {
      return;
    }
    HeldLane lane;
    synchronized (this) {
      lane = held.get(lease.connection());
      if (lane == null || !lane.lease().equals(lease)) {
        return;
      }
      held.remove(lease.connection());
    }
    giveBack(lane.connection().partner());
    LOG.warn("the lease of lane {} ran out", lease.connection());
    lane.lost();
  }

  /** Gives the lane back, and does not give up on it while the lease runs. */
  void release(HeldLane lane, Lanes.Release release) {
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
                    "lane {} comes free when its lease runs out: the store is away",
                    release.lease().connection());
              }
              trustedUntil.remove(release.lease());
              boolean removed;
              synchronized (this) {
                removed = held.remove(release.lease().connection(), lane);
              }
              if (removed) {
                giveBack(lane.connection().partner());
              }
              if (failure == null && release.notBefore() != null) {
                rests.put(release.lease().connection(), release.notBefore());
              }
              // What became due while the lane was being given back was announced to nobody.
              onRelease.run();
            });
  }

  /**
   * Gives back a lane that was claimed and cannot be run; what its last holder left stays.
   *
   * @param pause so long nobody claims it; null for no time
   */
  void giveBack(Lanes.Claimed lane, @Nullable Duration pause) {
    var notBefore = pause == null ? null : now().plus(pause);
    var lease = lane.lease();
    var memory = lane.abandoned() ? LaneMemory.abandoned(lane.memory()) : null;
    releases
        .submit(new Lanes.Release(lease, notBefore, memory))
        .exceptionally(
            _ -> {
              LOG.warn("lane {} comes free when its lease runs out", lease.connection());
              return false;
            });
  }

  /** Tells the other nodes what the lanes held here wait for. Blocks. */
  void tell() {
    var news = new ArrayList<Lanes.Release>();
    for (var lane : all()) {
      var text = lane.news(now());
      if (text != null) {
        news.add(new Lanes.Release(lane.lease(), null, text));
      }
    }
    if (!news.isEmpty()) {
      lanes.remember(settings.node(), news);
    }
  }
}
