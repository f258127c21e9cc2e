package dev.gladhand.application.engine;

import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with one operation of a lane, once: its next call with the intent stored before and
 * the result after it, a look-up, or its end. Ends with {@link LaneRun#ended}, whatever happens.
 */
final class Step {
  /** An intent older than this is taken back: what begins late could overlap its successor. */
  static final Duration MAY_BE_SENT_WITHIN = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Logger LOG = LoggerFactory.getLogger(Step.class);

  private final LaneRun lane;
  private final Engine engine;
  private final ResourceOperation before;
  private final Instant begunAt;
  private final AtomicBoolean over = new AtomicBoolean();

  /** Whether it was let through the lane's gate, and has not left it. */
  private boolean inside;

  Step(LaneRun lane, ResourceOperation before, boolean inside) {
    this.lane = lane;
    this.engine = lane.engine();
    this.before = before;
    this.inside = inside;
    this.begunAt = engine.now();
  }

  void start() {
    var pending = before.pending().orElseThrow();
    if (pending.begun()) {
      guarded(this::takeOver);
    } else if (!inside && lane.connection().status() == ConnectionStatus.DELETED) {
      var gone = new TspError(ErrorType.VALIDATION, "the connection was deleted", false, null);
      record(engine.transitions().refuse(before, gone), false);
    } else if (!inside) {
      record(engine.transitions().expire(before), false);
    } else if (pending.why() == Waiting.SETTLING) {
      guarded(this::settle);
    } else {
      begin(engine.transitions().begin(before));
    }
  }

  /** Whatever an adapter or a store throws, the operation is not forgotten. */
  private void guarded(Runnable what) {
    engine
        .tasks()
        .run(
            () -> {
              try {
                what.run();
              } catch (StoreUnavailable e) {
                end(null);
              } catch (RuntimeException e) {
                LOG.error("operation {} could not be worked on: {}", before.id(), Traces.of(e));
                end(null);
              }
            });
  }

  /** An earlier holder began an attempt and has left no word of it. */
  private void takeOver() {
    var mine = new Operations.Begin(before, lane.lease());
    if (!engine.operations().takeOver(List.of(mine)).getFirst()) {
      end(null);
      return;
    }
    LOG.warn(
        "operation {} had an attempt under way when its node went: whether it was sent is not known",
        before.id());
    var safety = engine.calls().safety(before, lane.connection());
    record(engine.transitions().lost(before, safety), true);
  }

  private void settle() {
    var connection = lane.connection();
    var settlement =
        engine.calls().settle(before, connection, engine.settings().tspTimeout(), engine.now());
    switch (settlement) {
      case CallTsp.Looked.Found(var found) -> {
        leave(Outcome.accepted());
        record(engine.transitions().settled(before, found), false);
      }
      case CallTsp.Looked.Nothing(var error) -> {
        leave(Outcome.rejected(error, new Retry.Backoff()));
        record(engine.transitions().settled(before, new Settler.Settlement.TryLater(error)), false);
      }
      case CallTsp.Looked.NoCredentials() -> {
        leave(null);
        credentialsLost(connection);
        end(null);
      }
    }
  }

  private void begin(ResourceOperation begun) {
    engine
        .recorder()
        .begin(begun, lane.lease(), lane::held)
        .whenComplete(
            (mayBeSent, failure) -> {
              if (failure == null && mayBeSent) {
                engine.tasks().run(() -> send(begun));
              } else {
                engine.tasks().run(() -> takeBack(begun));
              }
            });
  }

  /** It is not sent; where the intent was stored all the same, that is taken back. */
  private void takeBack(ResourceOperation begun) {
    try {
      var stored = engine.operations().find(begun.id());
      if (stored.isPresent() && Recorder.begunAlike(stored.get(), begun)) {
        record(engine.transitions().withdraw(begun), true);
      } else {
        end(null);
      }
    } catch (StoreUnavailable e) {
      engine.tasks().after(engine.settings().poll(), () -> takeBack(begun));
    } catch (RuntimeException e) {
      LOG.error("operation {} could not be read: {}", begun.id(), Traces.of(e));
      end(null);
    }
  }

  private boolean mayBeSent(ResourceOperation begun) {
    return lane.held()
        && engine.now().isBefore(begun.updatedAt().plus(MAY_BE_SENT_WITHIN))
        && !isTooLate(begun);
  }

  /** The deadline may have passed while the intent was stored, or credentials were renewed. */
  private boolean isTooLate(ResourceOperation begun) {
    return begun.expiresAt() != null && !engine.now().isBefore(begun.expiresAt());
  }

  private void send(ResourceOperation begun) {
    ResourceOperation after;
    try {
      after = sent(begun);
    } catch (RuntimeException e) {
      LOG.error("the attempt of operation {} failed: {}", begun.id(), Traces.of(e));
      after = engine.transitions().lost(begun, RepeatSafety.NEVER);
    }
    record(after, true);
  }

  private ResourceOperation sent(ResourceOperation begun) {
    var connection = lane.connection();
    var made =
        engine
            .calls()
            .send(begun, connection, engine.settings().tspTimeout(), () -> mayBeSent(begun));
    if (made.isEmpty()) {
      // The process stood still since the intent was stored, or the credentials could not be read:
      // for certain nothing was sent.
      leave(null);
      if (!isTooLate(begun)) {
        lane.holdUntil(engine.now().plus(PAUSE), Waiting.QUEUE);
      }
      return engine.transitions().withdraw(begun);
    }
    var outcome = made.get();
    leave(outcome);
    var after =
        engine.transitions().after(begun, outcome, engine.calls().safety(begun, connection));
    if (after.state() instanceof State.Pending(var until, var why, _, _, _)) {
      if (why == Waiting.RATE_LIMIT) {
        lane.holdUntil(until, why);
      } else if (why == Waiting.CREDENTIALS) {
        credentialsLost(connection);
      }
    }
    return after;
  }

  private void credentialsLost(Connection connection) {
    if (!engine.credentialsLost(connection)) {
      lane.holdUntil(engine.now().plus(engine.settings().poll()), Waiting.CREDENTIALS);
    }
    lane.look();
  }

  private void record(ResourceOperation after, boolean begun) {
    engine
        .recorder()
        .record(after, lane.lease().fence(), begun)
        .whenComplete((stored, failure) -> end(failure == null && stored ? after : null));
  }

  private void leave(@Nullable Outcome outcome) {
    if (inside) {
      inside = false;
      lane.called(before, begunAt, outcome);
    }
  }

  private void end(@Nullable ResourceOperation after) {
    if (over.compareAndSet(false, true)) {
      leave(null);
      lane.ended(before, after);
    }
  }
}
