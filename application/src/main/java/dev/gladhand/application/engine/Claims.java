package dev.gladhand.application.engine;

import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the lanes that are due and begins a {@link LaneRun} for each. Thread-safe. */
final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final int CLAIM = 64;
  private static final Duration SOONEST_LOOK = Duration.ofMillis(5);

  /** A lane that this node cannot run is left to others, or to a later build. */
  private static final Duration CANNOT_RUN = Duration.ofMinutes(1);

  private final Engine engine;
  private final LiveConnections connections;
  private final InstantSource clock;
  private boolean started;
  private boolean stopping;
  private boolean claiming;
  private boolean claimAgain;

  Claims(Engine engine, LiveConnections connections, InstantSource clock) {
    this.engine = engine;
    this.connections = connections;
    this.clock = clock;
  }

  /** From now on, until {@link #stop}. */
  synchronized void start() {
    started = true;
  }

  /** Claims nothing more. */
  synchronized void stop() {
    stopping = true;
  }

  synchronized boolean stopping() {
    return stopping;
  }

  /** Whether no claim is under way. */
  synchronized boolean idle() {
    return !claiming;
  }

  /** Claims again when the next lane is due by itself, if that is before the next tick. */
  void soon(Duration within) {
    try {
      var due = engine.lanes().untilNextDue().orElse(within);
      if (due.compareTo(within) >= 0 || engine.leases().held() >= engine.settings().lanes()) {
        return;
      }
      var wait = due.compareTo(SOONEST_LOOK) < 0 ? SOONEST_LOOK : due;
      engine
          .tasks()
          .after(
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
    engine.tasks().run(this::claimDue);
  }

  private void claimDue() {
    var more = false;
    try {
      int room;
      synchronized (this) {
        room = stopping ? 0 : Math.min(CLAIM, engine.settings().lanes() - engine.leases().held());
        claimAgain = false;
      }
      // Results that the store has not taken yet come before new work, and before what is in doubt.
      if (room > 0 && !engine.recorder().behind()) {
        var asked = clock.instant();
        var claimed =
            engine.lanes().claim(engine.settings().node(), room, engine.settings().lease());
        more = claimed.size() == room;
        begin(claimed, asked);
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

  private void begin(List<Lanes.Claimed> claimed, Instant asked) {
    if (claimed.isEmpty()) {
      return;
    }
    Map<ConnectionId, Connection> found;
    try {
      found = connections.findAll(claimed.stream().map(lane -> lane.lease().connection()).toList());
    } catch (StoreUnavailable e) {
      claimed.forEach(lane -> engine.leases().giveBack(lane, null));
      throw e;
    }
    var begun = new ArrayList<LaneRun>();
    for (var lane : claimed) {
      var connection = found.get(lane.lease().connection());
      if (connection == null || engine.adapters().find(connection.tsp()).isEmpty()) {
        LOG.error("lane {} has no connection or no adapter here", lane.lease().connection());
        engine.leases().giveBack(lane, engine.now().plus(CANNOT_RUN));
        continue;
      }
      if (!engine.leases().mayHold(connection.partner())) {
        // The places that are left are for others; this one is claimed again later, or elsewhere.
        engine.leases().giveBack(lane, engine.now().plus(engine.settings().lease().dividedBy(6)));
        continue;
      }
      try {
        var run = new LaneRun(engine, lane, connection);
        engine.leases().add(run, asked);
        begun.add(run);
      } catch (RuntimeException e) {
        // An adapter's bug with one connection must not hold up the lanes of all others.
        LOG.error("lane {} cannot be run here: {}", lane.lease().connection(), Traces.of(e));
        engine.leases().giveBack(lane, engine.now().plus(CANNOT_RUN));
      }
    }
    if (stopping()) {
      begun.forEach(LaneRun::stop);
    } else {
      begun.forEach(LaneRun::pump);
    }
  }
}
