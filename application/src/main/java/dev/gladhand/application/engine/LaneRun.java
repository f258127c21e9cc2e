package dev.gladhand.application.engine;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.TspError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane while this node holds it: takes due operations in order, within the limits, stores the
 * intent, makes the call, stores the result, and gives the lane back when nothing is left to do.
 * Driven by events; its own lock keeps its state, and is never held during a call or a transaction.
 */
final class LaneRun {
  private static final Logger LOG = LoggerFactory.getLogger(LaneRun.class);

  /** A wait up to this long is sat out; for a longer one the lane is given back. */
  private static final Duration SHORT_WAIT = Duration.ofMillis(200);

  private final Engine engine;
  private final LaneLease lease;
  private final LaneLimits limits;
  private final Circuit circuit;
  private final Deque<ResourceOperation> candidates = new ArrayDeque<>();
  private final Set<OperationId> taken = new HashSet<>();
  private volatile Connection connection;
  private @Nullable Instant notBefore;
  private @Nullable Waiting blockedBy;
  private boolean loading;
  private boolean stale = true;
  private boolean timer;
  private boolean stopping;
  private boolean over;

  LaneRun(Engine engine, Lanes.Claimed claimed, Connection connection, Circuit circuit) {
    this.engine = engine;
    this.lease = claimed.lease();
    this.connection = connection;
    this.circuit = circuit;
    this.limits =
        new LaneLimits(
            connection,
            engine.adapters().get(connection.tsp()),
            claimed.memory(),
            claimed.abandoned());
  }

  LaneLease lease() {
    return lease;
  }

  /** Why the lane as a whole waits at the moment, or null. */
  synchronized @Nullable Waiting blockedBy() {
    return blockedBy;
  }

  synchronized int underWay() {
    return taken.size();
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
      candidates.clear();
    }
    pump();
  }

  /** The lease ran out: somebody else may hold the lane by now. */
  synchronized void lost() {
    over = true;
    candidates.clear();
  }

  private synchronized boolean held() {
    return !over && engine.leaseRuns(lease);
  }

  /** Starts what may be started now. Every event ends here. */
  void pump() {
    while (true) {
      var next = next();
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  /** The next thing to do outside the lock, or null when there is none for now. */
  private synchronized @Nullable Runnable next() {
    if (over) {
      return null;
    }
    var now = engine.now();
    if (!stopping
        && !candidates.isEmpty()
        && taken.size() < concurrency()
        && engine.leaseRuns(lease)) {
      var shortest = Duration.ofDays(1);
      for (var op : candidates) {
        var wait = wait(op, now);
        if (wait.isZero()) {
          blockedBy = null;
          candidates.remove(op);
          taken.add(op.id());
          return () -> start(op);
        }
        shortest = wait.compareTo(shortest) < 0 ? wait : shortest;
      }
      return waitFor(shortest, now);
    }
    if (!stopping
        && !loading
        && stale
        && candidates.isEmpty()
        && taken.size() < concurrency()
        && engine.leaseRuns(lease)) {
      loading = true;
      stale = false;
      return this::load;
    }
    if (taken.isEmpty() && !loading && (stopping || candidates.isEmpty()) && !timer) {
      over = true;
      return this::release;
    }
    return null;
  }

  private Duration wait(ResourceOperation op, Instant now) {
    if (!calls(op)) {
      return Duration.ZERO;
    }
    if (notBefore != null && now.isBefore(notBefore)) {
      blockedBy = Waiting.RATE_LIMIT;
      return Duration.between(now, notBefore);
    }
    var closed = circuit.untilAllowed(taken.size(), now);
    if (!closed.isZero()) {
      blockedBy = Waiting.CIRCUIT;
      return closed;
    }
    var limited = limits.take(op, now);
    if (!limited.isZero()) {
      blockedBy = Waiting.RATE_LIMIT;
    }
    return limited;
  }

  private boolean calls(ResourceOperation op) {
    return op.pending().filter(pending -> !pending.begun()).isPresent()
        && connection.status() == ConnectionStatus.ACTIVE
        && (op.expiresAt() == null || engine.now().isBefore(op.expiresAt()));
  }

  private @Nullable Runnable waitFor(Duration wait, Instant now) {
    if (wait.compareTo(SHORT_WAIT) > 0 && taken.isEmpty() && !loading) {
      notBefore = now.plus(wait);
      over = true;
      return this::release;
    }
    if (timer) {
      return null;
    }
    timer = true;
    var until = wait.compareTo(SHORT_WAIT) > 0 ? SHORT_WAIT : wait;
    return () ->
        engine
            .tasks()
            .after(
                until,
                () -> {
                  synchronized (this) {
                    timer = false;
                  }
                  pump();
                });
  }

  private int concurrency() {
    return connection.settings().getOr(Settings.MAX_CONCURRENCY, engine.settings().concurrency());
  }

  private void load() {
    engine
        .window(lease)
        .whenComplete(
            (operations, failure) -> {
              synchronized (this) {
                loading = false;
                if (failure == null) {
                  take(operations);
                } else {
                  // The store is away: look again when it may be back.
                  stale = true;
                  timer = true;
                  engine
                      .tasks()
                      .after(
                          engine.settings().poll(),
                          () -> {
                            synchronized (this) {
                              timer = false;
                            }
                            pump();
                          });
                }
              }
              pump();
            });
  }

  private void take(List<ResourceOperation> operations) {
    if (stopping || over) {
      return;
    }
    if (operations.size() >= engine.settings().window()) {
      stale = true;
    }
    for (var op : operations) {
      if (!taken.contains(op.id())) {
        candidates.add(op);
      }
    }
  }

  private void start(ResourceOperation op) {
    var pending = op.pending().orElseThrow();
    var transitions = engine.transitions();
    if (pending.begun()) {
      takeOver(op);
    } else if (op.expiresAt() != null && !engine.now().isBefore(op.expiresAt())) {
      record(op, transitions.expire(op), false);
    } else if (connection.status() == ConnectionStatus.DELETED) {
      record(
          op,
          transitions.refuse(
              op, new TspError(ErrorType.VALIDATION, "the connection was deleted", false, null)),
          false);
    } else if (connection.status() != ConnectionStatus.ACTIVE) {
      park(op);
    } else if (pending.why() == Waiting.SETTLING) {
      engine.tasks().run(() -> settle(op));
    } else {
      begin(transitions.begin(op), op);
    }
  }

  /** An earlier holder began an attempt and has left no word of it. */
  private void takeOver(ResourceOperation op) {
    engine
        .tasks()
        .run(
            () -> {
              boolean ours;
              try {
                ours =
                    engine
                        .operations()
                        .takeOver(List.of(new Operations.Begin(op, lease)))
                        .getFirst();
              } catch (StoreUnavailable e) {
                again(op);
                return;
              }
              if (!ours) {
                done(op);
                return;
              }
              LOG.warn(
                  "operation {} had an attempt under way when its node went: whether it was sent is not known",
                  op.id());
              record(
                  op, engine.transitions().lost(op, engine.calls().safety(op, connection)), true);
            });
  }

  private void settle(ResourceOperation op) {
    var settlement =
        engine.calls().settle(op, connection, engine.settings().tspTimeout(), engine.now());
    record(op, engine.transitions().settled(op, settlement), false);
  }

  private void begin(ResourceOperation begun, ResourceOperation before) {
    engine
        .recorder()
        .begin(begun, lease, this::held)
        .whenComplete(
            (mayBeSent, failure) -> {
              if (failure == null && mayBeSent) {
                engine.tasks().run(() -> send(begun));
              } else {
                synchronized (this) {
                  limits.giveBack(before, engine.now());
                }
                done(before);
              }
            });
  }

  private void send(ResourceOperation begun) {
    if (!held()) {
      // The process stood still since the intent was stored: by now the call may be somebody
      // else's.
      record(begun, engine.transitions().withdraw(begun), true);
      return;
    }
    var outcome = engine.calls().send(begun, connection, engine.settings().tspTimeout());
    var now = engine.now();
    synchronized (this) {
      circuit.after(outcome, now);
      if (outcome instanceof Outcome.Throttled) {
        limits.slowDown(begun, now);
      }
    }
    var after =
        engine.transitions().after(begun, outcome, engine.calls().safety(begun, connection));
    if (after.state() instanceof State.Pending(var until, var why, _, _, _)) {
      if (why == Waiting.RATE_LIMIT) {
        synchronized (this) {
          notBefore = notBefore == null || until.isAfter(notBefore) ? until : notBefore;
        }
      } else if (why == Waiting.CREDENTIALS) {
        engine.credentialsLost(connection);
        look();
      }
    }
    record(begun, after, true);
  }

  private void record(ResourceOperation before, ResourceOperation after, boolean begun) {
    engine
        .recorder()
        .record(after, lease.fence(), begun)
        .whenComplete((stored, failure) -> done(before));
  }

  /** The connection takes no writes at the moment: what is there waits, the lane is set aside. */
  private void park(ResourceOperation op) {
    engine
        .tasks()
        .run(
            () -> {
              look();
              try {
                synchronized (this) {
                  if (connection.status() == ConnectionStatus.ACTIVE
                      || connection.status() == ConnectionStatus.DELETED) {
                    candidates.addFirst(op);
                    return;
                  }
                  stopping = true;
                  candidates.clear();
                }
                var reason =
                    connection.status() == ConnectionStatus.FAILED
                        ? Waiting.CREDENTIALS.wire()
                        : connection.status().wire();
                engine.lanes().park(connection.id(), reason);
              } catch (StoreUnavailable e) {
                LOG.debug("lane {} is parked later: the store is away", connection.id());
              } finally {
                done(op);
              }
            });
  }

  /** Reads the connection again: it may have changed since the lane was claimed. */
  void look() {
    var fresh = engine.fresh(connection.id());
    synchronized (this) {
      connection = fresh.orElse(connection);
    }
  }

  private void again(ResourceOperation op) {
    engine
        .tasks()
        .after(
            engine.settings().poll(),
            () -> {
              synchronized (this) {
                if (!over) {
                  candidates.addFirst(op);
                }
              }
              done(op);
            });
  }

  private void done(ResourceOperation op) {
    synchronized (this) {
      taken.remove(op.id());
      // Its successors, or its own next step, may be due now.
      stale = true;
    }
    pump();
  }

  private void release() {
    Instant until;
    String memory;
    synchronized (this) {
      var now = engine.now();
      until = notBefore != null && now.isBefore(notBefore) ? notBefore : null;
      memory = limits.memory(now);
    }
    engine.release(this, new Lanes.Release(lease, until, memory));
  }
}
