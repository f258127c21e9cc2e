package dev.gladhand.application.engine;

import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.lane.HeldLane;
import dev.gladhand.application.lane.LaneProgress;
import dev.gladhand.application.limit.LaneGate;
import dev.gladhand.application.limit.PastWaits;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payloads;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The lane of one connection's writes while this node holds it, with its limits on calls to the
 * TSP. Never blocks. Thread-safe; times are the store's.
 */
final class WriteLane implements HeldLane<ConnectionId, String> {
  private static final Duration NO_PERMIT = Duration.ofDays(1);

  private final LaneLease<ConnectionId> lease;
  private final LaneGate gate;
  private final int mostAtOnce;
  private final LaneBytes bytes;
  private final EngineSettings settings;
  private final RandomGenerator random;
  private final LaneProgress<ResourceOperation> progress;
  private volatile Connection connection;

  /**
   * @param mostAtOnce the most calls at once, whatever the connection's settings say
   * @param bytes the lane's part of the node's memory for operations
   */
  WriteLane(
      LaneLease<ConnectionId> lease,
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
    this.progress =
        new LaneProgress<>(
            ResourceOperation::id,
            ResourceOperation::orderKey,
            op -> Payloads.storedBytes(op.payload()),
            bytes::keep);
  }

  @Override
  public LaneLease<ConnectionId> lease() {
    return lease;
  }

  @Override
  public PartnerId partner() {
    return connection.partner();
  }

  @Override
  public LaneProgress<ResourceOperation> progress() {
    return progress;
  }

  @Override
  public int atOnce() {
    return Math.min(
        connection.settings().getOr(Settings.MAX_CONCURRENCY, settings.concurrency()), mostAtOnce);
  }

  /** Whether the connection takes no writes at the moment. */
  @Override
  public boolean paused() {
    var status = connection.status();
    return status != ConnectionStatus.ACTIVE && status != ConnectionStatus.DELETED;
  }

  Connection connection() {
    return connection;
  }

  /**
   * Replaces the lane's connection by the given one, which was just read, unless that is an older
   * version.
   */
  synchronized void seen(Connection fresh) {
    if (fresh.version() >= connection.version()) {
      connection = fresh;
    }
  }

  // What happens next.

  /** How many due operations to read at once. */
  int window() {
    return Math.max(settings.window(), 2 * atOnce());
  }

  /**
   * Takes memory for a window; the future completes when the memory is taken. Empty if too little
   * is free at the moment and operations still wait in this lane, because a lane that keeps memory
   * for which others wait must not wait for more.
   */
  Optional<CompletableFuture<Void>> memory() {
    if (progress.waiting() == 0) {
      return Optional.of(bytes.await());
    }
    return bytes.take() ? Optional.of(CompletableFuture.completedFuture(null)) : Optional.empty();
  }

  /**
   * Adds the operations that were read from the store, except those that an earlier holder may
   * still be sending, and takes over the connection that was read with them unless it is older.
   */
  void read(Windows.Window window, Instant now) {
    if (window.connection() != null) {
      seen(window.connection());
    }
    var operations = window.due().operations();
    var watchesUntil =
        operations.stream()
            .map(op -> NextStep.callEnds(op, settings))
            .filter(ends -> ends.isAfter(now))
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    var ready =
        operations.stream().filter(op -> !NextStep.callEnds(op, settings).isAfter(now)).toList();
    progress.read(ready, window.due().more(), watchesUntil);
  }

  /**
   * An operation that may be begun.
   *
   * @param gated whether the {@link LaneGate} counts a call of the operation as under way, until
   *     {@link WriteLane#called} is called
   */
  record Chosen(ResourceOperation operation, boolean gated) {}

  /** The first waiting operation that may begin; it is under way from now on. */
  Optional<Chosen> choose(Instant now) {
    return progress
        .choose(atOnce(), op -> wait(op, now), now)
        .map(op -> new Chosen(op, NextStep.isCall(op, connection, now)));
  }

  private synchronized Duration wait(ResourceOperation op, Instant now) {
    if (!NextStep.isCall(op, connection, now)) {
      return Duration.ZERO;
    }
    if (paused()) {
      standsStill(now);
      return NO_PERMIT;
    }
    return gate.enter(op, connection, now);
  }

  // Results.

  /**
   * Reports that the call of the operation has ended; {@code outcome} is null if no call was made.
   */
  synchronized void called(
      ResourceOperation op, Instant begunAt, @Nullable Outcome outcome, Instant now) {
    gate.leave(op, connection, begunAt, outcome, now, random.nextDouble());
  }

  /**
   * Reports that the operation is no longer under way.
   *
   * @param after the operation after its step; null if that is not known, so that it is read from
   *     the store again
   * @return how long until it is due again, if it waits
   */
  Optional<Duration> ended(
      ResourceOperation before, @Nullable ResourceOperation after, Instant now) {
    if (after == null) {
      progress.readAgain(now.plus(settings.poll().dividedBy(4)));
      progress.ended(before);
      return Optional.empty();
    }
    if (before.orderKey().isPresent()) {
      progress.othersMayFollow();
    }
    if (after.state() instanceof State.Pending pending && !pending.dueAt().isAfter(now)) {
      progress.goesOn(before, after);
      return Optional.empty();
    }
    progress.ended(before);
    return after.state() instanceof State.Pending pending
        ? Optional.of(Duration.between(now, pending.dueAt()))
        : Optional.empty();
  }

  @Override
  public synchronized Release<ConnectionId, String> release(
      @Nullable Instant notBefore, Instant now) {
    standsStill(now);
    var held = gate.heldUntil(now);
    var until = notBefore == null || held != null && held.isAfter(notBefore) ? held : notBefore;
    return new Release<>(lease, until, gate.memory(now).text());
  }

  // Waits of the lane.

  /**
   * If the connection takes no writes, notes that, with the reason, among the waits of the lane.
   */
  private synchronized void standsStill(Instant now) {
    if (paused()) {
      gate.waits()
          .note(
              connection.status() == ConnectionStatus.FAILED
                  ? Waiting.CREDENTIALS.wire()
                  : Past.PAUSED,
              now,
              null);
    }
  }

  /**
   * What a write of the lane has waited for until now, as far as its history does not contain it
   * yet.
   */
  synchronized List<Past> waited(ResourceOperation op, Instant now) {
    return PastWaits.of(op, gate.waits().all(), now);
  }

  synchronized void hold(Instant until, Waiting why) {
    gate.hold(until, why);
  }

  /**
   * Takes a permit for a call that is not a write and returns zero, or returns how long until there
   * is a permit.
   */
  synchronized Duration takeOther(Instant now) {
    return gate.takeOther(connection, now);
  }

  /** Why the whole lane waits at the moment; null if it does not wait. */
  synchronized @Nullable Waiting blockedBy(Instant now) {
    return gate.why(now);
  }

  synchronized LaneMemory memory(Instant now) {
    return gate.memory(now);
  }

  /**
   * The state of the lane to store for the other nodes, if what the lane waits for has changed;
   * else null.
   */
  @Nullable String news(Instant now) {
    // Called without the lane's lock: a thread with the progress's lock may wait for it.
    if (progress.over()) {
      return null;
    }
    synchronized (this) {
      return gate.news(now);
    }
  }
}
