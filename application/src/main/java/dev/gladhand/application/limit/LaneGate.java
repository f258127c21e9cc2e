package dev.gladhand.application.limit;

import dev.gladhand.application.health.Circuit;
import dev.gladhand.application.health.TspHealth;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a lane may call the TSP: it checks the TSP's Retry-After, the circuits, the
 * partner's share of the calls under way, the retry budget, and the rate limits. Guarded by the
 * lock of its lane.
 */
public final class LaneGate {
  private static final int OPENS_AFTER = 5;

  /**
   * The most calls that a lane may have under way while {@link #CROWDED} or more calls are under
   * way to the address, even if its settings allow more, so that calls that hang leave places for
   * other lanes.
   */
  private static final int ALWAYS = 16;

  private static final int CROWDED = 512;
  private static final Duration CROWDED_WAIT = Duration.ofMillis(100);

  /**
   * How long other nodes show the reason for waiting that this node has stored, unless it is stored
   * again.
   */
  private static final Duration TOLD_FOR = Duration.ofSeconds(3);

  private static final Duration TOLD_AGAIN = Duration.ofMillis(1500);

  private final LaneLimits limits;
  private final TspHealth tsp;
  private final Circuit circuit = new Circuit(OPENS_AFTER);
  private final LaneWaits waits;
  private @Nullable Instant heldUntil;
  private Waiting heldFor = Waiting.RATE_LIMIT;
  private @Nullable Waiting seen;
  private Instant seenUntil = Instant.MIN;
  private LaneMemory.@Nullable Next next;
  private @Nullable Waiting told;
  private Instant toldUntil = Instant.MIN;

  public LaneGate(TspAdapter adapter, LaneMemory memory, boolean abandoned, TspHealth tsp) {
    this.limits = new LaneLimits(adapter, memory, abandoned);
    this.tsp = tsp;
    this.waits = new LaneWaits(memory.waits());
    if (memory.binding() && memory.until() != null && memory.why() != null) {
      hold(memory.until(), memory.why());
      if (memory.why() == Waiting.CIRCUIT) {
        circuit.probe();
      }
    }
  }

  /**
   * Admits a call of the operation, for which {@link #leave} must be called later, and returns
   * zero; or returns how long the call has to wait.
   */
  public Duration enter(ResourceOperation op, Connection connection, Instant now) {
    waits.over(now);
    if (heldUntil != null && now.isBefore(heldUntil)) {
      return blocked(heldFor, Duration.between(now, heldUntil), now);
    }
    var closed =
        Stream.of(
                circuit.untilAllowed(connection.id(), now),
                tsp.partner().untilAllowed(connection.id(), now),
                tsp.all().untilAllowed(connection.partner(), now))
            .max(Duration::compareTo)
            .orElseThrow();
    if (!closed.isZero()) {
      return blocked(Waiting.CIRCUIT, closed, now);
    }
    if (circuit.underWay() >= ALWAYS && tsp.all().underWay() >= CROWDED) {
      return CROWDED_WAIT;
    }
    if (!tsp.places().take(connection.partner())) {
      return CROWDED_WAIT;
    }
    var wait = permit(op, connection, now);
    if (!wait.isZero()) {
      tsp.places().giveBack(connection.partner());
      return wait;
    }
    circuit.enter(connection.id());
    tsp.partner().enter(connection.id());
    tsp.all().enter(connection.partner());
    return Duration.ZERO;
  }

  /**
   * Takes a permit of each rate limit, and for a retry also one of the retry budget; or takes none
   * and returns how long until there are permits.
   */
  private Duration permit(ResourceOperation op, Connection connection, Instant now) {
    var further = further(op);
    if (further) {
      var spent = tsp.budget().take(now);
      if (!spent.isZero()) {
        return spent;
      }
    }
    var limited = limits.take(op, connection, now);
    if (!limited.isZero()) {
      if (further) {
        tsp.budget().giveBack();
      }
      var permit = now.plus(limited);
      if (next == null || !next.at().isAfter(now) || permit.isBefore(next.at())) {
        next = new LaneMemory.Next(op.id(), permit);
      }
      return blocked(Waiting.RATE_LIMIT, limited, now);
    }
    return Duration.ZERO;
  }

  /**
   * Takes a permit for a call that is not a write and returns zero, or returns how long until there
   * is a permit.
   */
  public Duration takeOther(Connection connection, Instant now) {
    return heldUntil != null && now.isBefore(heldUntil)
        ? Duration.between(now, heldUntil)
        : limits.takeOther(connection, now);
  }

  private static boolean further(ResourceOperation op) {
    return op.state() instanceof State.Waits(_, var why, _, _) && why == Waiting.BACKOFF;
  }

  private Duration blocked(Waiting why, Duration wait, Instant now) {
    seen = why;
    seenUntil = now.plus(wait);
    waits.note(why.wire(), now, seenUntil);
    return wait;
  }

  /**
   * Reports that an admitted call has ended.
   *
   * @param outcome null if the call was not made; its permits are then given back
   * @param jitter from 0 inclusive to 1 exclusive; it varies the pauses of circuits
   */
  public void leave(
      ResourceOperation op,
      Connection connection,
      Instant begunAt,
      @Nullable Outcome outcome,
      Instant now,
      double jitter) {
    tsp.places().giveBack(connection.partner());
    if (outcome == null) {
      limits.giveBack(op, connection, now);
      if (further(op)) {
        tsp.budget().giveBack();
      }
      circuit.leave(connection.id());
      tsp.partner().leave(connection.id());
      tsp.all().leave(connection.partner());
      return;
    }
    circuit.leave(connection.id(), outcome, now, jitter);
    tsp.partner().leave(connection.id(), outcome, now, jitter);
    tsp.all().leave(connection.partner(), outcome, now, jitter);
    switch (outcome) {
      case Outcome.Accepted _, Outcome.Progressed _ -> tsp.budget().succeeded();
      case Outcome.Throttled _ -> limits.slowDown(op, connection, begunAt, now);
      case Outcome.Rejected _ -> {}
    }
  }

  /** Admits no call before the given time. */
  public void hold(Instant until, Waiting why) {
    if (heldUntil == null || until.isAfter(heldUntil)) {
      heldUntil = until;
      heldFor = why;
      seen = why;
      seenUntil = until;
    }
  }

  /** Until when {@link #hold} blocks the whole lane; null if it does not at the moment. */
  public @Nullable Instant heldUntil(Instant now) {
    return heldUntil != null && now.isBefore(heldUntil) ? heldUntil : null;
  }

  /** Why the whole lane waits at the moment; null if it does not wait. */
  public @Nullable Waiting why(Instant now) {
    return now.isBefore(seenUntil) ? seen : null;
  }

  /** The waits of the whole lane, past and present. */
  public LaneWaits waits() {
    return waits;
  }

  public LaneMemory memory(Instant now) {
    var buckets = limits.memory(now);
    if (heldUntil(now) != null) {
      return new LaneMemory(heldFor, heldUntil, true, buckets, null, waits.all());
    }
    var open = circuit.openUntil();
    if (open != null) {
      return new LaneMemory(Waiting.CIRCUIT, open, true, buckets, null, waits.all());
    }
    var why = why(now);
    return new LaneMemory(
        why,
        why == null ? null : seenUntil,
        false,
        buckets,
        why == Waiting.RATE_LIMIT && next != null && next.at().isAfter(now) ? next : null,
        waits.all());
  }

  /**
   * The state of the lane as text, to be stored for other nodes; null if the lane still waits for
   * the reason that this method returned last, and that need not be stored again yet.
   */
  public @Nullable String news(Instant now) {
    var why = why(now);
    var known = now.isBefore(toldUntil) ? told : null;
    // A reason that lasts is stored again in time, so that other nodes do not take the wait for
    // ended.
    var lasts = why == null || now.plus(TOLD_AGAIN).isBefore(toldUntil);
    if (why == known && lasts) {
      return null;
    }
    told = why;
    toldUntil = now.plus(TOLD_FOR);
    var memory = memory(now);
    return memory.binding() || why == null
        ? memory.text()
        : new LaneMemory(why, toldUntil, false, memory.buckets(), memory.next(), memory.waits())
            .text();
  }
}
