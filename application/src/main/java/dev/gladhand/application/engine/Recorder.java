package dev.gladhand.application.engine;

import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the intents and results of attempts, many in one transaction. It tries to store a result
 * until the store takes it, because an attempt whose result is lost would count as unknown.
 * Thread-safe.
 */
public final class Recorder {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final int MOST = 256;
  private static final Duration AGAIN = Duration.ofMillis(250);

  private final Operations operations;
  private final Tasks tasks;
  private final Measurements measurements;
  private final GroupCommit<Operations.Begin, Boolean> begins;
  private final GroupCommit<Operations.Recorded, Boolean> records;
  private final AtomicInteger behind = new AtomicInteger();

  public Recorder(Operations operations, Tasks tasks, Measurements measurements) {
    this.operations = operations;
    this.tasks = tasks;
    this.measurements = measurements;
    this.begins = new GroupCommit<>(tasks, MOST, operations::begin);
    this.records = new GroupCommit<>(tasks, MOST, operations::record);
  }

  /**
   * Stores the intent of an attempt; while the store is not available, it tries again and again.
   * Blocks.
   *
   * @param begun the operation after {@code Transitions.begin}
   * @param held tells whether this node still holds the lane; asked before each further try, which
   *     is not made if the node has lost the lane
   * @return whether the call may be made now
   */
  boolean begin(ResourceOperation begun, LaneLease<ConnectionId> lease, BooleanSupplier held) {
    var unsure = false;
    while (true) {
      try {
        if (unsure && isStored(begun)) {
          return true;
        }
        return tasks.await(begins.submit(new Operations.Begin(begun, lease)));
      } catch (StoreUnavailable e) {
        // It is not known whether the intent was stored; nothing was sent.
        unsure = true;
        tasks.pause(AGAIN);
        if (!held.getAsBoolean()) {
          return false;
        }
      }
    }
  }

  /** Whether exactly this intent is stored. Blocks; throws {@link StoreUnavailable}. */
  boolean isStored(ResourceOperation begun) {
    return operations.find(begun.id()).filter(stored -> begunAlike(stored, begun)).isPresent();
  }

  private static boolean begunAlike(ResourceOperation stored, ResourceOperation meant) {
    return stored.state() instanceof State.UnderWay(_, var at, _, _)
        && meant.state() instanceof State.UnderWay(_, var mine, _, _)
        && at.equals(mine)
        && stored.attempts() == meant.attempts();
  }

  /** Whether results wait in memory because the store is not available. */
  boolean behind() {
    return behind.get() > 0;
  }

  /**
   * Stores the result of an operation; while the store is not available, it tries again and again.
   * Blocks.
   *
   * @return whether the result was stored; false if another node had taken the operation over or
   *     stored another result before
   */
  boolean record(Operations.Recorded after) {
    var op = after.operation();
    var away = false;
    try {
      while (true) {
        try {
          var stored = tasks.await(records.submit(after.with(op)));
          measure(op, stored);
          return stored;
        } catch (StoreUnavailable e) {
          if (!away) {
            away = true;
            behind.incrementAndGet();
            LOG.warn(
                "the store is not available: the result of operation {} waits in memory", op.id());
          }
          tasks.pause(AGAIN);
        } catch (CancellationException e) {
          throw e;
        } catch (RuntimeException e) {
          op = storable(op, e);
        }
      }
    } finally {
      if (away) {
        behind.decrementAndGet();
      }
    }
  }

  /**
   * The operation without the TSP's own messages, because the store may have refused it for one of
   * these; throws {@code failure} if the operation contains none.
   */
  private static ResourceOperation storable(ResourceOperation op, RuntimeException failure) {
    LOG.error("the result of operation {} cannot be stored: {}", op.id(), Traces.of(failure));
    var plain = op.withoutWords();
    if (plain.equals(op)) {
      throw failure;
    }
    return plain;
  }

  private void measure(ResourceOperation op, boolean stored) {
    if (!stored) {
      return;
    }
    switch (op.state()) {
      case State.Pending _ -> {}
      case State.Succeeded _ -> measurements.ended(op.tsp(), op.resource(), op.mode(), "applied");
      case State.Failed(var verdict) ->
          measurements.ended(op.tsp(), op.resource(), op.mode(), verdict.wire());
    }
  }
}
