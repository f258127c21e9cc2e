package dev.gladhand.application.engine;

import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings intents and results into the store, many in one transaction, and does not give up while
 * the store is away: an attempt whose result is lost would have to be called unknown.
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
   * Stores the intent of an attempt; completes with whether the call may be made now.
   *
   * @param begun as it is after {@code Transitions.begin}
   * @param held whether the lane is still held: when not, the answer is no
   */
  CompletableFuture<Boolean> begin(ResourceOperation begun, LaneLease lease, BooleanSupplier held) {
    var done = new CompletableFuture<Boolean>();
    begin(new Operations.Begin(begun, lease), held, done);
    return done;
  }

  private void begin(
      Operations.Begin begin, BooleanSupplier held, CompletableFuture<Boolean> done) {
    begins
        .submit(begin)
        .whenComplete(
            (mayBeSent, failure) -> {
              if (failure == null) {
                done.complete(mayBeSent);
              } else if (!(failure instanceof StoreUnavailable)) {
                done.completeExceptionally(failure);
              } else {
                tasks.after(AGAIN, () -> reconsider(begin, held, done));
              }
            });
  }

  /** The store was away: the intent may be there or not, and nothing was sent. */
  private void reconsider(
      Operations.Begin begin, BooleanSupplier held, CompletableFuture<Boolean> done) {
    if (!held.getAsBoolean()) {
      done.complete(false);
      return;
    }
    try {
      var stored = operations.find(begin.operation().id());
      if (stored.isPresent() && begunAlike(stored.get(), begin.operation())) {
        done.complete(true);
        return;
      }
    } catch (StoreUnavailable e) {
      tasks.after(AGAIN, () -> reconsider(begin, held, done));
      return;
    }
    begin(begin, held, done);
  }

  static boolean begunAlike(ResourceOperation stored, ResourceOperation meant) {
    return stored.state() instanceof State.Pending(_, _, var at, _, _)
        && meant.state() instanceof State.Pending(_, _, var mine, _, _)
        && at != null
        && at.equals(mine)
        && stored.attempts() == meant.attempts();
  }

  /** Whether there are results that the store was not there to take. */
  boolean behind() {
    return behind.get() > 0;
  }

  /**
   * Stores what became of an operation, and repeats that until the store has taken it; completes
   * with whether it counted.
   */
  public CompletableFuture<Boolean> record(ResourceOperation after, long fence, boolean begun) {
    var done = new CompletableFuture<Boolean>();
    record(new Operations.Recorded(after, fence, begun), done, true);
    return done;
  }

  private void record(
      Operations.Recorded recorded, CompletableFuture<Boolean> done, boolean first) {
    records
        .submit(recorded)
        .whenComplete(
            (stored, failure) -> {
              if (!first && !(failure instanceof StoreUnavailable)) {
                behind.decrementAndGet();
              }
              if (failure == null) {
                measure(recorded.operation(), stored);
                done.complete(stored);
              } else if (!(failure instanceof StoreUnavailable)) {
                unstorable(recorded, done, failure);
              } else {
                if (first) {
                  behind.incrementAndGet();
                  LOG.warn(
                      "the store is away: what became of operation {} waits in memory",
                      recorded.operation().id());
                }
                tasks.after(AGAIN, () -> record(recorded, done, false));
              }
            });
  }

  /** The store will never take this: it is ended without the words that are in the way. */
  private void unstorable(
      Operations.Recorded recorded, CompletableFuture<Boolean> done, Throwable failure) {
    LOG.error(
        "what became of operation {} cannot be stored: {}",
        recorded.operation().id(),
        Traces.of(failure));
    var plain = recorded.operation().withoutWords();
    if (plain.equals(recorded.operation())) {
      done.completeExceptionally(failure);
    } else {
      record(new Operations.Recorded(plain, recorded.fence(), recorded.begun()), done, true);
    }
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
