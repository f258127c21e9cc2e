package dev.gladhand.application.write;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.engine.CallTsp;
import dev.gladhand.application.engine.Recorder;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a sync write while its caller waits: one attempt, no queue, no waiting for a limit. The
 * intent is in the store already, so that a call whose process died is never made again.
 */
public final class MakeNow {
  /** A caller waits this long for the store to take the result. */
  private static final Duration STORED_WITHIN = Duration.ofSeconds(3);

  private final CallTsp calls;
  private final Operations operations;
  private final Recorder recorder;
  private final Tasks tasks;
  private final InstantSource clock;
  private final Duration timeout;
  private final Duration exchange;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param timeout bound of the whole write
   * @param exchange bound of one exchange with a TSP
   */
  public MakeNow(
      CallTsp calls,
      Operations operations,
      Recorder recorder,
      Tasks tasks,
      InstantSource clock,
      Duration timeout,
      Duration exchange) {
    this.calls = calls;
    this.operations = operations;
    this.recorder = recorder;
    this.tasks = tasks;
    this.clock = clock;
    this.timeout = timeout;
    this.exchange = exchange;
  }

  /** Calls under way. */
  public int underWay() {
    return underWay.get();
  }

  /** What a dry run shows; the pure translation where there are no credentials to read with. */
  Translation preview(CheckWrite.Checked checked) {
    return calls.preview(checked.connection(), checked.writer(), checked.write(), exchange);
  }

  /**
   * Completes with the operation as it ended, once that is stored; fails with {@link
   * StoreUnavailable} where the store is not there to take it: the caller may ask again by its key.
   */
  CompletionStage<ResourceOperation> make(ResourceOperation begun, Connection connection) {
    var done = new CompletableFuture<ResourceOperation>();
    underWay.incrementAndGet();
    done.whenComplete((_, _) -> underWay.decrementAndGet());
    tasks.run(
        () -> {
          try {
            store(attempt(begun, connection, begun.createdAt().plus(timeout)), done);
          } catch (RuntimeException e) {
            // The operation stays begun in the store, and is closed as unknown later.
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private void store(ResourceOperation ended, CompletableFuture<ResourceOperation> done) {
    recorder
        .record(ended, 0, true)
        .whenComplete(
            (stored, failure) -> {
              if (failure != null) {
                done.completeExceptionally(failure);
              } else if (stored) {
                done.complete(ended);
              } else {
                tasks.run(() -> answerAsStored(ended, done));
              }
            });
    tasks.after(
        STORED_WITHIN,
        () ->
            done.completeExceptionally(
                new StoreUnavailable(
                    "what became of the write is stored later",
                    true,
                    new IllegalStateException("the store is away"))));
  }

  /** It was given up for lost meanwhile, or an answer of the store was lost. */
  private void answerAsStored(ResourceOperation ended, CompletableFuture<ResourceOperation> done) {
    try {
      done.complete(operations.find(ended.id()).orElse(ended));
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private ResourceOperation attempt(ResourceOperation begun, Connection connection, Instant until) {
    var op = begun;
    while (true) {
      var left = Duration.between(now(), until);
      var outcome =
          left.isNegative() || left.isZero()
              ? tooLate(connection)
              : calls
                  .send(op, connection, left.compareTo(exchange) < 0 ? left : exchange, () -> true)
                  .orElseGet(() -> tooLate(connection));
      op = transitions().after(op, outcome, calls.safety(op, connection));
      if (!(op.state() instanceof State.Pending)) {
        return op;
      }
      op = transitions().begin(op);
    }
  }

  private Outcome tooLate(Connection connection) {
    return Outcome.rejected(
        new TspError(
            ErrorType.NETWORK,
            connection.tsp() + " was not called: no time was left, or no credentials at hand",
            false,
            null),
        new Retry.Never());
  }

  private Transitions transitions() {
    return new Transitions(RetryPolicy.DEFAULT, now(), 0);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
