package dev.gladhand.application.engine;

import dev.gladhand.application.BackgroundWork;
import dev.gladhand.application.Repeated;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.Watched;
import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.limit.PastWaits;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.LaneMemory.Span;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.tsp.RepeatSafety;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends operations that no lane ends: writes past their deadline in lanes that do not run, and sync
 * writes whose process died. Deletes what is older than the retention settings allow. Any node may
 * run it at any time.
 */
public final class Sweeper implements BackgroundWork {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final int MOST = 200;
  private static final int PRUNE = 1000;
  private static final int LANES_EVERY = 10;
  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(15);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration KEYS_KEPT = Duration.ofHours(24);

  private final Operations operations;
  private final Lanes lanes;
  private final AuditTrail audit;
  private final Recorder recorder;
  private final Tasks tasks;
  private final InstantSource clock;
  private final Times times;
  private final Repeated sweeping;
  private int rounds;

  /**
   * The times of the sweeper.
   *
   * @param every the pause between two rounds
   * @param syncTimeout the time-out of sync calls; a call that has lasted longer than this and a
   *     margin belongs to a process that died
   * @param kept how long ended operations are kept
   * @param auditKept how long events of the audit are kept
   */
  public record Times(Duration every, Duration syncTimeout, Duration kept, Duration auditKept) {}

  public Sweeper(
      Operations operations,
      Lanes lanes,
      AuditTrail audit,
      Recorder recorder,
      Tasks tasks,
      InstantSource clock,
      Times times) {
    this.operations = operations;
    this.lanes = lanes;
    this.audit = audit;
    this.recorder = recorder;
    this.tasks = tasks;
    this.clock = clock;
    this.times = times;
    this.sweeping = new Repeated("sweeping", tasks, this::round);
  }

  @Override
  public void start() {
    sweeping.start();
  }

  @Override
  public void stop() {
    sweeping.stop();
  }

  @Override
  public Watched watched() {
    return sweeping;
  }

  private Duration round() {
    try {
      sweep();
    } catch (StoreUnavailable e) {
      LOG.debug(
          "expired operations were not ended, or old ones not deleted: the store is not available");
    } catch (RuntimeException e) {
      LOG.error("expired operations were not ended, or old ones not deleted: {}", Traces.of(e));
    }
    return times.every;
  }

  /** Ends and deletes what is due, once. */
  void sweep() {
    var transitions =
        new Transitions(RetryPolicy.DEFAULT, clock.instant().truncatedTo(ChronoUnit.MICROS), 0);
    var lanesWaited = new HashMap<ConnectionId, List<Span>>();
    operations.read(
        operations.expired(MOST),
        op -> { // A lane may have begun or ended it since its id was read.
          if (op.state() instanceof State.Waits && !isBeingSettled(op)) {
            record(
                new Recorded(transitions.expire(op), 0, false, List.of(), waited(op, lanesWaited)));
          }
        });
    operations.read(
        operations.abandonedSync(times.syncTimeout.plus(MARGIN), MOST),
        op -> {
          if (op.state() instanceof State.UnderWay) {
            record(new Recorded(transitions.lost(op, RepeatSafety.NEVER), 0, true));
          }
        });
    var now = clock.instant();
    if (rounds++ % LANES_EVERY == 0) {
      if (lanes.resumeForgotten() > 0) {
        LOG.info("lanes that were parked although their connection is active were resumed");
      }
      audit.prune(now.minus(times.auditKept), PRUNE);
    }
    var keys = operations.pruneKeys(now.minus(KEYS_KEPT), PRUNE);
    var ended = operations.prune(now.minus(times.kept), PRUNE);
    LOG.debug(
        "deleted {} idempotency keys and {} ended operations whose time of retention is over",
        keys,
        ended);
  }

  /**
   * Stores an ended operation: a short one in one transaction with others, a long one before the
   * next is read, so that long ones do not accumulate in memory.
   */
  private void record(Recorded ended) {
    if (Payloads.storedBytes(ended.operation().payload()) <= Operations.SHORT_BYTES) {
      tasks.run(() -> recorder.record(ended));
    } else {
      recorder.record(ended);
    }
  }

  /**
   * What an operation has waited for, by the stored state of its lane. Most likely the lane is
   * parked, so that no node holds it.
   */
  private List<Past> waited(ResourceOperation op, Map<ConnectionId, List<Span>> known) {
    var lane =
        known.computeIfAbsent(
            op.connection(),
            connection ->
                lanes
                    .status(connection)
                    .map(status -> LaneMemory.of(status.memory()).waits())
                    .orElse(List.of()));
    return PastWaits.of(op, lane, clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  /**
   * Whether a look-up may still settle the operation, as it may for a limited time after its
   * deadline.
   */
  private boolean isBeingSettled(ResourceOperation op) {
    return op.state() instanceof State.Waits(_, var why, _, _)
        && why == Waiting.SETTLING
        && op.expiresAt() != null
        && clock.instant().isBefore(op.expiresAt().plus(SETTLED_WITHIN));
  }
}
