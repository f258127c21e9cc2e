package dev.gladhand.application.lane;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims due lanes and starts driving them. Thread-safe. */
final class Claims<K, M, L extends HeldLane<K, M>> {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final Duration SOONEST_LOOK = Duration.ofMillis(5);

  /** How long a lane that this node cannot run is left to other nodes. */
  private static final Duration CANNOT_RUN = Duration.ofMinutes(1);

  private final Leases<K, M, L> leases;
  private final LaneWork<K, M, L> work;
  private final LaneDriver<K, M, L> driver;
  private final Tasks tasks;
  private boolean started;
  private boolean stopping;
  private boolean claiming;
  private boolean claimAgain;

  Claims(Leases<K, M, L> leases, LaneWork<K, M, L> work, LaneDriver<K, M, L> driver, Tasks tasks) {
    this.leases = leases;
    this.work = work;
    this.driver = driver;
    this.tasks = tasks;
  }

  /** Allows claims until {@link #stop}. */
  synchronized void start() {
    started = true;
  }

  /** Allows no further claims. */
  synchronized void stop() {
    stopping = true;
  }

  private synchronized boolean stopping() {
    return stopping;
  }

  /** Whether no claim is under way. */
  synchronized boolean idle() {
    return !claiming;
  }

  /**
   * Claims lanes each time one becomes due within the given time; after that time the next regular
   * look claims them. Blocks.
   */
  void soon(Duration within) {
    try {
      var due = leases.untilNextDue(within);
      if (due.isEmpty() || leases.room() <= 0) {
        return;
      }
      var wait = due.get().compareTo(SOONEST_LOOK) < 0 ? SOONEST_LOOK : due.get();
      tasks.after(
          wait,
          () -> {
            claim();
            if (!stopping()) {
              soon(within.minus(wait));
            }
          });
    } catch (StoreUnavailable e) {
      LOG.debug("due lanes are looked for at the next tick: the store is not available");
    }
  }

  /**
   * Claims due lanes soon, on a new thread. If a claim is already under way, one more follows it.
   */
  void claim() {
    synchronized (this) {
      if (!started || stopping) {
        return;
      }
      if (claiming) {
        claimAgain = true;
        return;
      }
      claiming = true;
    }
    tasks.run(this::claimDue);
  }

  private void claimDue() {
    var more = false;
    try {
      int room;
      synchronized (this) {
        room = stopping ? 0 : leases.room();
        claimAgain = false;
      }
      // Results that are not stored yet are handled before new work.
      if (room > 0 && !work.behind()) {
        var claim = leases.claim(room);
        more = claim.lanes().size() == room;
        begin(claim);
      }
    } catch (StoreUnavailable e) {
      LOG.warn("lanes could not be claimed: the store is not available");
    } catch (RuntimeException e) {
      LOG.error("lanes could not be claimed: {}", Traces.of(e));
    } finally {
      synchronized (this) {
        claiming = false;
        more |= claimAgain;
      }
    }
    if (more) {
      claim();
    }
  }

  private void begin(Leases.Claim<K, M> claim) {
    if (claim.lanes().isEmpty()) {
      return;
    }
    Map<LaneLease<K>, L> opened;
    try {
      opened = work.open(claim.lanes());
    } catch (RuntimeException e) {
      claim
          .lanes()
          .forEach(lane -> giveBack(lane, e instanceof StoreUnavailable ? null : CANNOT_RUN));
      throw e;
    }
    var begun = new ArrayList<L>();
    for (var claimed : claim.lanes()) {
      var lane = opened.get(claimed.lease());
      if (lane == null) {
        giveBack(claimed, CANNOT_RUN);
      } else if (leases.take(lane.partner())) {
        leases.add(lane, claim.asked());
        begun.add(lane);
      } else {
        // The remaining places are reserved for other partners. This lane is claimed again later,
        // or by another node.
        giveBack(claimed, leases.partOfALease());
      }
    }
    begun.forEach(stopping() ? driver::stop : driver::drive);
  }

  private void giveBack(Claimed<K, M> claimed, @Nullable Duration pause) {
    leases.giveBack(claimed.lease(), work.unopened(claimed), pause);
  }
}
