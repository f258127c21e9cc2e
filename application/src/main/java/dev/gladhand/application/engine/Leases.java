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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes that this node holds, and how long it may rely on that: a lease counts as run out here
 * before it does for the others. Thread-safe.
 */
final class Leases {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private static final int TOGETHER = 256;
  private static final Duration AGAIN = Duration.ofMillis(250);

  /** The share of a lease that is relied upon. */
  private static final double TRUSTED = 0.8;

  private final EngineSettings settings;
  private final Lanes lanes;
  private final Tasks tasks;
  private final InstantSource clock;
  private final Consumer<ConnectionId> released;
  private final GroupCommit<Lanes.Release, Boolean> releases;
  private final Repeated keeping;
  private final Map<ConnectionId, LaneRun> runs = new LinkedHashMap<>();
  private final Map<LaneLease, Instant> trustedUntil = new ConcurrentHashMap<>();
  private final Map<ConnectionId, Instant> rests = new ConcurrentHashMap<>();

  /**
   * @param released called when a lane was given back
   */
  Leases(
      EngineSettings settings,
      Lanes lanes,
      Tasks tasks,
      InstantSource clock,
      Consumer<ConnectionId> released) {
    this.settings = settings;
    this.lanes = lanes;
    this.tasks = tasks;
    this.clock = clock;
    this.released = released;
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

  /** Keeps them from now on. */
  void keep() {
    keeping.startAfter(settings.lease().dividedBy(3));
  }

  Watched keeping() {
    return keeping;
  }

  /**
   * Whether the partner may have one more lane here: more than half of them only while an eighth is
   * free for others.
   */
  synchronized boolean mayHold(PartnerId partner) {
    var own = runs.values().stream().filter(run -> run.connection().partner().equals(partner));
    return mayHold(settings.lanes(), runs.size(), own.count());
  }

  static boolean mayHold(int lanes, int held, long own) {
    return own < Math.max(1, lanes / 2) || lanes - held > Math.max(1, lanes / 8);
  }

  synchronized int held() {
    return runs.size();
  }

  synchronized @Nullable LaneRun of(ConnectionId connection) {
    return runs.get(connection);
  }

  synchronized List<LaneRun> all() {
    return List.copyOf(runs.values());
  }

  /**
   * @param asked when the claim was sent: the lease began no earlier
   */
  void add(LaneRun run, Instant asked) {
    trustedUntil.put(run.lease(), trusted(asked));
    rests.remove(run.lease().connection());
    LaneRun earlier;
    synchronized (this) {
      earlier = runs.put(run.lease().connection(), run);
    }
    if (earlier != null) {
      trustedUntil.remove(earlier.lease());
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
    var held = new HashSet<>(trustedUntil.keySet());
    if (held.isEmpty()) {
      return;
    }
    var asked = clock.instant();
    var kept = lanes.renew(settings.node(), held, settings.lease());
    for (var lease : held) {
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
    LaneRun run;
    synchronized (this) {
      run = runs.get(lease.connection());
      if (run == null || !run.lease().equals(lease)) {
        return;
      }
      runs.remove(lease.connection());
    }
    LOG.warn("the lease of lane {} ran out", lease.connection());
    run.lost();
  }

  /** Gives the lane back, and does not give up on it while the lease runs. */
  void release(LaneRun run, Lanes.Release release) {
    releases
        .submit(release)
        .whenComplete(
            (_, failure) -> {
              if (failure != null && trusted(release.lease())) {
                tasks.after(AGAIN, () -> release(run, release));
                return;
              }
              if (failure != null) {
                LOG.warn(
                    "lane {} comes free when its lease runs out: the store is away",
                    release.lease().connection());
              }
              trustedUntil.remove(release.lease());
              synchronized (this) {
                runs.remove(release.lease().connection(), run);
              }
              if (failure == null && release.notBefore() != null) {
                rests.put(release.lease().connection(), release.notBefore());
              }
              released.accept(release.lease().connection());
            });
  }

  /** Gives back a lane that was claimed and cannot be run; what its last holder left stays. */
  void giveBack(Lanes.Claimed lane, @Nullable Instant notBefore) {
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
    for (var run : all()) {
      var text = run.news();
      if (text != null) {
        news.add(new Lanes.Release(run.lease(), null, text));
      }
    }
    if (!news.isEmpty()) {
      lanes.remember(settings.node(), news);
    }
  }
}
