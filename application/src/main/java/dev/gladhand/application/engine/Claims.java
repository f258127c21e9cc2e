package dev.gladhand.application.engine;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the lanes that are due and has each driven. Thread-safe. */
final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final Duration SOONEST_LOOK = Duration.ofMillis(5);

  /** A lane that this node cannot run is left to others, or to a later build. */
  private static final Duration CANNOT_RUN = Duration.ofMinutes(1);

  private final Leases leases;
  private final LiveConnections connections;
  private final OpenLanes lanes;
  private final LaneDriver driver;
  private final Recorder recorder;
  private final Tasks tasks;
  private boolean started;
  private boolean stopping;
  private boolean claiming;
  private boolean claimAgain;

  Claims(
      Leases leases,
      LiveConnections connections,
      OpenLanes lanes,
      LaneDriver driver,
      Recorder recorder,
      Tasks tasks) {
    this.leases = leases;
    this.connections = connections;
    this.lanes = lanes;
    this.driver = driver;
    this.recorder = recorder;
    this.tasks = tasks;
  }

  /** From now on, until {@link #stop}. */
  synchronized void start() {
    started = true;
  }

  /** Claims nothing more. */
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

  /** Claims again when the next lane is due by itself, if that is before the next tick. */
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
      LOG.debug("the next look is at the next tick: the store is away");
    }
  }

  /** Claims what is due, soon, on a thread of its own; calls that come meanwhile are one more. */
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
      // Results that the store has not taken yet come before new work, and before what is in doubt.
      if (room > 0 && !recorder.behind()) {
        var claim = leases.claim(room);
        more = claim.lanes().size() == room;
        begin(claim);
      }
    } catch (StoreUnavailable e) {
      LOG.warn("no lanes were claimed: the store is away");
    } catch (RuntimeException e) {
      LOG.error("no lanes were claimed: {}", Traces.of(e));
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

  private void begin(Leases.Claim claim) {
    if (claim.lanes().isEmpty()) {
      return;
    }
    Map<ConnectionId, Connection> found;
    try {
      found =
          connections.findAll(
              claim.lanes().stream().map(lane -> lane.lease().connection()).toList());
    } catch (StoreUnavailable e) {
      claim.lanes().forEach(lane -> leases.giveBack(lane, null));
      throw e;
    }
    var begun = new ArrayList<HeldLane>();
    for (var claimed : claim.lanes()) {
      var lane = open(claimed, found.get(claimed.lease().connection()));
      if (lane != null) {
        leases.add(lane, claim.asked());
        begun.add(lane);
      }
    }
    begun.forEach(stopping() ? driver::stop : driver::drive);
  }

  /** Null where the lane cannot be run here, and was given back. */
  private @Nullable HeldLane open(Lanes.Claimed claimed, @Nullable Connection connection) {
    var id = claimed.lease().connection();
    if (connection == null || !lanes.canOpen(connection)) {
      LOG.error("lane {} has no connection or no adapter here", id);
      leases.giveBack(claimed, CANNOT_RUN);
      return null;
    }
    if (!leases.take(connection.partner())) {
      // The places that are left are for others; this one is claimed again later, or elsewhere.
      leases.giveBack(claimed, leases.partOfALease());
      return null;
    }
    try {
      return lanes.open(claimed, connection);
    } catch (RuntimeException e) {
      // An adapter's bug with one connection must not hold up the lanes of all others.
      LOG.error("lane {} cannot be run here: {}", id, Traces.of(e));
      leases.giveBack(connection.partner());
      leases.giveBack(claimed, CANNOT_RUN);
      return null;
    }
  }
}
