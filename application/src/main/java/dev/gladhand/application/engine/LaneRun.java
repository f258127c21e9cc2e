package dev.gladhand.application.engine;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane while this node holds it: reads what is due, starts it in order and within the limits,
 * and gives the lane back when nothing is left to do. Driven by events; its own lock keeps its
 * state, and is never held during a call or a transaction.
 */
final class LaneRun {
  private static final Logger LOG = LoggerFactory.getLogger(LaneRun.class);

  /** A wait up to this long is sat out; for a longer one the lane is given back. */
  private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

  /** A lane that waits for its limits is looked at this often: what came since may have others. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(5);

  private final Engine engine;
  private final LaneLease lease;
  private final LaneGate gate;
  private final LaneQueue queue = new LaneQueue();
  private volatile Connection connection;

  /** There may be more to read than was read last. */
  private boolean stale = true;

  /** The store did not answer: nothing is read before then. */
  private Instant readsAgainAt = Instant.MIN;

  /** An attempt of an earlier holder may still be going on until then. */
  private Instant watchesUntil = Instant.MIN;

  private @Nullable Instant timer;
  private boolean parking;
  private boolean stopping;
  private boolean over;

  LaneRun(Engine engine, Lanes.Claimed claimed, Connection connection) {
    this.engine = engine;
    this.lease = claimed.lease();
    this.connection = connection;
    this.gate =
        new LaneGate(
            engine.adapters().get(connection.tsp()),
            LaneMemory.of(claimed.memory()),
            claimed.abandoned() || LaneMemory.isAbandoned(claimed.memory()),
            engine.health().of(engine.adapters().get(connection.tsp()), connection));
  }

  LaneLease lease() {
    return lease;
  }

  Connection connection() {
    return connection;
  }

  Engine engine() {
    return engine;
  }

  /** Why the lane as a whole waits at the moment, or null. */
  synchronized @Nullable Waiting blockedBy() {
    return gate.why(engine.now());
  }

  /** What every node may know of the lane by now, if that has changed; else null. */
  synchronized @Nullable String news() {
    return over ? null : gate.news(engine.now());
  }

  synchronized LaneMemory memory() {
    return gate.memory(engine.now());
  }

  /** There may be more to do than was read last. */
  void wake() {
    synchronized (this) {
      stale = true;
    }
    pump();
  }

  /** Begins nothing more; gives the lane back once what is under way has ended. */
  void stop() {
    synchronized (this) {
      stopping = true;
      queue.clear();
    }
    pump();
  }

  /** The lease ran out: somebody else may hold the lane by now. */
  synchronized void lost() {
    over = true;
    queue.clear();
  }

  synchronized boolean held() {
    return !over && engine.leases().trusted(lease);
  }

  /** Starts what may be started now. Every event ends here. */
  void pump() {
    for (var next = next(); next != null; next = next()) {
      next.run();
    }
  }

  /** The next thing to do outside the lock, or null when there is none for now. */
  private synchronized @Nullable Runnable next() {
    if (over) {
      return null;
    }
    var now = engine.now();
    var mayBegin = !stopping && engine.leases().trusted(lease);
    if (mayBegin && queue.waiting() > 0 && queue.underWay() < concurrency()) {
      var choice = queue.choose(op -> wait(op, now), Duration.ofDays(1));
      var op = choice.chosen();
      if (op != null) {
        var turn = new LaneTurn(this, op, needsGate(op, now));
        return () -> engine.tasks().run(turn);
      }
      if (!paused()) {
        return readsMore(now) ? this::read : waitFor(choice.shortest(), now);
      }
    }
    if (mayBegin && paused() && parksNow(now)) {
      parking = true;
      return () -> engine.tasks().run(this::park);
    }
    if (mayBegin && readsMore(now)) {
      return this::read;
    }
    if (watches(now) && mayBegin) {
      return lookAgain(Duration.between(now, watchesUntil), now);
    }
    if (now.isBefore(readsAgainAt) && mayBegin) {
      return lookAgain(Duration.between(now, readsAgainAt), now);
    }
    if (queue.underWay() == 0
        && !queue.reading()
        && !parking
        && (stopping || queue.waiting() == 0)) {
      over = true;
      return () -> release(null);
    }
    return null;
  }

  private boolean readsMore(Instant now) {
    return stale
        && !queue.reading()
        && queue.waiting() * 2 <= concurrency()
        && queue.underWay() < concurrency()
        && !now.isBefore(readsAgainAt);
  }

  private synchronized boolean watches(Instant now) {
    return now.isBefore(watchesUntil);
  }

  /** Whether the connection takes no writes at the moment. */
  private boolean paused() {
    return connection.status() != ConnectionStatus.ACTIVE
        && connection.status() != ConnectionStatus.DELETED;
  }

  /** What an earlier holder began is looked after before the lane is set aside. */
  private boolean parksNow(Instant now) {
    return !parking
        && !queue.reading()
        && queue.underWay() == 0
        && !watches(now)
        && (!stale || queue.waiting() > 0);
  }

  private Duration wait(ResourceOperation op, Instant now) {
    if (!needsGate(op, now)) {
      return Duration.ZERO;
    }
    return paused() ? Duration.ofDays(1) : gate.enter(op, connection, now);
  }

  /** Whether its next step is a call. */
  private boolean needsGate(ResourceOperation op, Instant now) {
    if (!(op.state() instanceof State.Pending pending)
        || pending.begun()
        || connection.status() == ConnectionStatus.DELETED) {
      return false;
    }
    return pending.why() == Waiting.SETTLING
        || op.expiresAt() == null
        || now.isBefore(op.expiresAt());
  }

  private @Nullable Runnable waitFor(Duration wait, Instant now) {
    if (wait.compareTo(SHORT_WAIT) > 0
        && queue.underWay() == 0
        && !queue.reading()
        && !watches(now)) {
      over = true;
      // What has not been read may count against other limits than what waits here.
      return () -> release(now.plus(wait.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : wait));
    }
    return lookAgain(wait, now);
  }

  private @Nullable Runnable lookAgain(Duration wait, Instant now) {
    var delay = wait.compareTo(SHORT_WAIT) > 0 ? SHORT_WAIT : wait;
    var at = now.plus(delay);
    if (timer != null && timer.isAfter(now) && !timer.isAfter(at)) {
      return null;
    }
    timer = at;
    return () ->
        engine
            .tasks()
            .after(
                delay,
                () -> {
                  synchronized (this) {
                    if (at.equals(timer)) {
                      timer = null;
                    }
                    // What an earlier holder began can be decided on by now.
                    stale |= !watchesUntil.equals(Instant.MIN) && !watches(engine.now());
                  }
                  pump();
                });
  }

  private int concurrency() {
    var wanted =
        connection.settings().getOr(Settings.MAX_CONCURRENCY, engine.settings().concurrency());
    return Math.min(wanted, engine.adapters().get(connection.tsp()).maxConcurrency());
  }

  /** How many due operations to read at once. */
  int window() {
    return Math.max(engine.settings().window(), 2 * concurrency());
  }

  private void read() {
    synchronized (this) {
      if (queue.reading()) {
        return;
      }
      queue.beginReading();
      stale = false;
    }
    engine
        .windows()
        .read(this)
        .whenComplete(
            (window, failure) -> {
              synchronized (this) {
                queue.stopReading();
                if (failure == null) {
                  take(window);
                } else {
                  stale = true;
                  readsAgainAt = engine.now().plus(engine.settings().poll());
                }
              }
              pump();
            });
  }

  private void take(Windows.Window window) {
    if (stopping || over) {
      return;
    }
    if (window.connection() != null && window.connection().version() > connection.version()) {
      connection = window.connection();
    }
    var now = engine.now();
    watchesUntil = Instant.MIN;
    var ready = window.operations().stream().filter(op -> !mayStillGoOn(op, now)).toList();
    stale |= !queue.add(ready) || window.operations().size() >= window.limit();
  }

  /** An attempt of an earlier holder is called lost only once its call must have ended. */
  private synchronized boolean mayStillGoOn(ResourceOperation op, Instant now) {
    if (!(op.state() instanceof State.Pending(_, _, var begunAt, _, _)) || begunAt == null) {
      return false;
    }
    var ends =
        begunAt
            .plus(DeliverWrite.MAY_BE_SENT_WITHIN)
            .plus(engine.settings().tspTimeout())
            .plusSeconds(1);
    if (!now.isBefore(ends)) {
      return false;
    }
    watchesUntil = ends.isAfter(watchesUntil) ? ends : watchesUntil;
    return true;
  }

  /** It is not worked on any more, for now: this is what it has become, or null if that is open. */
  void ended(ResourceOperation before, @Nullable ResourceOperation after) {
    synchronized (this) {
      queue.ended(before);
      var now = engine.now();
      if (after == null) {
        stale = true;
        readsAgainAt = now.plus(engine.settings().poll().dividedBy(4));
      } else {
        after(before, after, now);
      }
    }
    pump();
  }

  private void after(ResourceOperation before, ResourceOperation after, Instant now) {
    if (after.state() instanceof State.Pending pending) {
      if (!pending.dueAt().isAfter(now) && !stopping && !over) {
        // Its next step; nobody else may take it.
        queue.addFirst(after);
      } else if (Duration.between(now, pending.dueAt()).compareTo(SHORT_WAIT) < 0) {
        engine.tasks().after(Duration.between(now, pending.dueAt()), this::wake);
      }
    }
    // Its successors may be due now.
    stale |= before.orderKey().isPresent();
  }

  // What a turn tells of its call.

  synchronized void called(
      ResourceOperation op, Instant begunAt, dev.gladhand.domain.tsp.@Nullable Outcome outcome) {
    gate.leave(op, connection, begunAt, outcome, engine.now(), engine.jitter());
  }

  /** Takes a permit for a call that is no write, or says how long until there is one. */
  synchronized Duration takeOther() {
    return gate.takeOther(connection, engine.now());
  }

  synchronized void holdUntil(Instant until, Waiting why) {
    gate.hold(until, why);
  }

  /** The connection takes no writes: what is there waits, and the lane is set aside. */
  private void park() {
    try {
      look();
      if (paused()) {
        engine.lanes().park(connection.id(), reason());
        // It may have been resumed between the look and the mark, and would wait for ever.
        look();
        if (!paused()) {
          engine.lanes().resume(connection.id());
        }
      }
      synchronized (this) {
        parking = false;
        stopping |= paused();
        stale |= !stopping;
        if (stopping) {
          queue.clear();
        }
      }
    } catch (StoreUnavailable e) {
      LOG.debug("lane {} is parked later: the store is away", connection.id());
      synchronized (this) {
        parking = false;
        stale = true;
        readsAgainAt = engine.now().plus(engine.settings().poll());
      }
    }
    pump();
  }

  private String reason() {
    return connection.status() == ConnectionStatus.FAILED
        ? Waiting.CREDENTIALS.wire()
        : connection.status().wire();
  }

  /** Reads the connection again: it may have changed since the lane was claimed. Blocks. */
  void look() {
    var fresh = engine.fresh(connection.id());
    synchronized (this) {
      if (fresh.isPresent() && fresh.get().version() >= connection.version()) {
        connection = fresh.get();
      }
    }
  }

  private void release(@Nullable Instant notBefore) {
    String memory;
    Instant until;
    synchronized (this) {
      var now = engine.now();
      memory = gate.memory(now).text();
      var held = gate.heldUntil(now);
      until = notBefore == null || held != null && held.isAfter(notBefore) ? held : notBefore;
    }
    engine.leases().release(this, new Lanes.Release(lease, until, memory));
  }
}
