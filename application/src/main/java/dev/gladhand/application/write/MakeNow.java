package dev.gladhand.application.write;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.engine.CallTsp;
import dev.gladhand.application.engine.Recorder;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Retry;
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
  private final CallTsp calls;
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
      Recorder recorder,
      Tasks tasks,
      InstantSource clock,
      Duration timeout,
      Duration exchange) {
    this.calls = calls;
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

  /** Completes with the operation as it ended, once that is stored. */
  CompletionStage<ResourceOperation> make(ResourceOperation begun, Connection connection) {
    var done = new CompletableFuture<ResourceOperation>();
    underWay.incrementAndGet();
    done.whenComplete((_, _) -> underWay.decrementAndGet());
    tasks.run(
        () -> {
          try {
            var ended = attempt(begun, connection, now().plus(timeout));
            recorder.record(ended, 0, true).whenComplete((_, _) -> done.complete(ended));
          } catch (RuntimeException e) {
            // The operation stays begun in the store, and is closed as unknown later.
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private ResourceOperation attempt(ResourceOperation begun, Connection connection, Instant until) {
    var op = begun;
    while (true) {
      var left = Duration.between(now(), until);
      var outcome =
          left.isNegative() || left.isZero()
              ? tooLate(connection)
              : calls.send(op, connection, left.compareTo(exchange) < 0 ? left : exchange);
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
            connection.tsp() + ": no time was left for the rest of the write",
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
