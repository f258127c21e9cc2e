package dev.gladhand.application.engine;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.tsp.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One lane while this node holds it: what was read of it, what is under way, and what stands
 * between it and the TSP. Never blocks. Thread-safe; times are the store's.
 */
final class HeldLane {
  private static final Duration NO_PERMIT = Duration.ofDays(1);

  private final LaneLease lease;
  private final LaneGate gate;
  private final int mostAtOnce;
  private final LaneBytes bytes;
  private final EngineSettings settings;
  private final RandomGenerator random;
  private final LaneQueue queue = new LaneQueue();
  private volatile Connection connection;
  private boolean more = true;
  private Instant readsAt = Instant.MIN;
  private Instant watchesUntil = Instant.MIN;
  private Instant permitAt = Instant.MIN;
  private @Nullable Instant timer;
  private boolean parking;
  private boolean stopping;
  private boolean over;

  /**
   * @param mostAtOnce so many calls at once at most, whatever the connection's settings say
   * @param bytes what this lane has of the node's memory
   */
  HeldLane(
      LaneLease lease,
      Connection connection,
      LaneGate gate,
      int mostAtOnce,
      LaneBytes bytes,
      EngineSettings settings,
      RandomGenerator random) {
    this.lease = lease;
    this.connection = connection;
    this.gate = gate;
    this.mostAtOnce = mostAtOnce;
    this.bytes = bytes;
    this.settings = settings;
    this.random = random;
  }

  LaneLease lease() {
    return lease;
  }

  Connection connection() {
    return connection;
  }

  // What happens to the lane.

  /** There may be more to do than was read last. */
  synchronized void wake() {
    more = true;
  }

  /** Begins nothing more. */
  synchronized void stop() {
    stopping = true;
    forget();
  }

  /** Somebody else may hold the lane by now. */
  synchronized void lost() {
    over = true;
    forget();
  }

  private synchronized void forget() {
    queue.clear();
    bytes.keep(queue.bytes());
  }

  synchronized boolean isOver() {
    return over;
  }

  /** The connection as it was read now. */
  synchronized void seen(Connection fresh) {
    if (fresh.version() >= connection.version()) {
      connection = fresh;
    }
  }

  /** Whether the connection takes no writes at the moment. */
  boolean paused() {
    var status = connection.status();
    return status != ConnectionStatus.ACTIVE && status != ConnectionStatus.DELETED;
  }

  // What is done next.

  /** What was found out about permits may not hold any more. */
  synchronized void reconsider() {
    permitAt = Instant.MIN;
  }

  /** What is to be done next; from now on it counts as being done. */
  synchronized LanePlan.Next next(boolean trusted, Instant now) {
    if (over) {
      return new LanePlan.Next.Rest();
    }
    var next = LanePlan.next(state(trusted), now);
    return switch (next) {
      case LanePlan.Next.Read() -> {
        queue.beginReading();
        more = false;
        yield next;
      }
      case LanePlan.Next.Park() -> {
        parking = true;
        yield next;
      }
      case LanePlan.Next.Release _ -> {
        lost();
        yield next;
      }
      case LanePlan.Next.Wait(var until) -> sooner(until, now);
      case LanePlan.Next.Begin _, LanePlan.Next.Rest _ -> next;
    };
  }

  private LaneState state(boolean trusted) {
    return new LaneState(
        stopping,
        trusted,
        paused(),
        queue.waiting(),
        queue.underWay(),
        atOnce(),
        queue.reading(),
        parking,
        more,
        readsAt,
        watchesUntil,
        permitAt);
  }

  /** A long wait is looked at now and then; one look at a time is enough. */
  private LanePlan.Next sooner(Instant until, Instant now) {
    var cut = now.plus(LanePlan.SHORT_WAIT);
    var at = until.isBefore(cut) ? until : cut;
    if (timer != null && timer.isAfter(now) && !timer.isAfter(at)) {
      return new LanePlan.Next.Rest();
    }
    timer = at;
    return new LanePlan.Next.Wait(at);
  }

  /** The wait until then is over. */
  synchronized void waited(Instant at, Instant now) {
    if (at.equals(timer)) {
      timer = null;
    }
    // What an earlier holder began can be decided on by now.
    more |= !watchesUntil.equals(Instant.MIN) && !now.isBefore(watchesUntil);
  }

  private int atOnce() {
    return Math.min(
        connection.settings().getOr(Settings.MAX_CONCURRENCY, settings.concurrency()), mostAtOnce);
  }

  /** How many due operations to read at once. */
  int window() {
    return Math.max(settings.window(), 2 * atOnce());
  }

  /**
   * An operation that may be begun.
   *
   * @param gated whether it was let through the gate, which it has to leave
   */
  record Chosen(ResourceOperation operation, boolean gated) {}

  /** The first of those waiting that may be begun; it is under way from now on. */
  synchronized Optional<Chosen> choose(Instant now) {
    if (queue.underWay() >= atOnce()) {
      return Optional.empty();
    }
    var choice = queue.choose(op -> wait(op, now), NO_PERMIT);
    if (choice.chosen() == null) {
      permitAt = now.plus(choice.shortest());
      return Optional.empty();
    }
    return Optional.of(
        new Chosen(choice.chosen(), NextStep.isCall(choice.chosen(), connection, now)));
  }

  private Duration wait(ResourceOperation op, Instant now) {
    if (!NextStep.isCall(op, connection, now)) {
      return Duration.ZERO;
    }
    return paused() ? NO_PERMIT : gate.enter(op, connection, now);
  }

  // What was done.

  /**
   * Completes once there is memory for a window. Empty where there is none at the moment, and the
   * lane has something to do: it waits for none while it keeps some that others wait for.
   */
  synchronized Optional<CompletableFuture<Void>> memory() {
    if (queue.waiting() == 0) {
      return Optional.of(bytes.await());
    }
    return bytes.take() ? Optional.of(CompletableFuture.completedFuture(null)) : Optional.empty();
  }

  /** The store was read. */
  synchronized void read(Windows.Window window, Instant now) {
    queue.stopReading();
    bytes.read();
    if (!stopping && !over) {
      add(window, now);
    }
    bytes.keep(queue.bytes());
  }

  private synchronized void add(Windows.Window window, Instant now) {
    if (window.connection() != null) {
      seen(window.connection());
    }
    var operations = window.due().operations();
    watchesUntil =
        operations.stream()
            .map(op -> NextStep.callEnds(op, settings))
            .filter(ends -> ends.isAfter(now))
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    var ready =
        operations.stream().filter(op -> !NextStep.callEnds(op, settings).isAfter(now)).toList();
    more |= !queue.add(ready) || window.due().more();
  }

  /** The store could not be read, and is not before then. */
  synchronized void notRead(Instant until) {
    queue.stopReading();
    bytes.read();
    bytes.keep(queue.bytes());
    more = true;
    readsAt = until;
  }

  /** A call of the operation ended; null where none was made. */
  synchronized void called(
      ResourceOperation op, Instant begunAt, @Nullable Outcome outcome, Instant now) {
    gate.leave(op, connection, begunAt, outcome, now, random.nextDouble());
  }

  /**
   * The operation is not under way any more.
   *
   * @param after what it has become, or null if that is open
   * @return how long until it may be due again, if that is soon
   */
  synchronized Optional<Duration> ended(
      ResourceOperation before, @Nullable ResourceOperation after, Instant now) {
    queue.ended(before);
    var wait = become(before, after, now);
    bytes.keep(queue.bytes());
    return wait;
  }

  private synchronized Optional<Duration> become(
      ResourceOperation before, @Nullable ResourceOperation after, Instant now) {
    if (after == null) {
      more = true;
      readsAt = now.plus(settings.poll().dividedBy(4));
      return Optional.empty();
    }
    // Its successors may be due now.
    more |= before.orderKey().isPresent();
    if (!(after.state() instanceof State.Pending pending)) {
      return Optional.empty();
    }
    if (!pending.dueAt().isAfter(now)) {
      // Its next step; nobody else may take it.
      if (!stopping && !over) {
        queue.addFirst(after);
      }
      return Optional.empty();
    }
    return Optional.of(Duration.between(now, pending.dueAt()))
        .filter(wait -> wait.compareTo(LanePlan.SHORT_WAIT) < 0);
  }

  /** The attempt to set the lane aside has ended. */
  synchronized void parked(boolean stored, Instant now) {
    parking = false;
    if (!stored) {
      more = true;
      readsAt = now.plus(settings.poll());
      return;
    }
    if (paused()) {
      stop();
    } else {
      more = !stopping;
    }
  }

  // What stands between the lane and the TSP.

  synchronized void hold(Instant until, Waiting why) {
    gate.hold(until, why);
  }

  /** Takes a permit for a call that is no write, or says how long until there is one. */
  synchronized Duration takeOther(Instant now) {
    return gate.takeOther(connection, now);
  }

  /** Why the lane as a whole waits at the moment, or null. */
  synchronized @Nullable Waiting blockedBy(Instant now) {
    return gate.why(now);
  }

  synchronized LaneMemory memory(Instant now) {
    return gate.memory(now);
  }

  /** What every node may know of the lane by now, if that has changed; else null. */
  synchronized @Nullable String news(Instant now) {
    return over ? null : gate.news(now);
  }

  /** What its next holder is to know. */
  synchronized Lanes.Release release(@Nullable Instant notBefore, Instant now) {
    var held = gate.heldUntil(now);
    var until = notBefore == null || held != null && held.isAfter(notBefore) ? held : notBefore;
    return new Lanes.Release(lease, until, gate.memory(now).text());
  }
}
