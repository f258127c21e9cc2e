package dev.gladhand.application.engine;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.call.Attempt;
import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.call.LookUpResult;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.lane.LaneDriver;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.limit.PastWaits;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.Sent;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers writes to TSPs: the next write of a lane, or a sync write whose caller waits. {@link
 * #run} takes one step of a delivery. {@link #run} and {@link #preview} block; the other methods
 * return at once. Thread-safe.
 */
public final class DeliverWrite {
  private static final Logger LOG = LoggerFactory.getLogger(DeliverWrite.class);

  /**
   * How long after its intent was stored a call may begin. A later call could overlap the next
   * write of the same order key, so the attempt is then withdrawn without a call.
   */
  static final Duration MAY_BE_SENT_WITHIN = Duration.ofSeconds(3);

  /** How long a lane waits after an attempt was withdrawn without a call. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final CallTsp calls;
  private final Operations operations;
  private final Recorder recorder;
  private final ParkLanes parking;
  private final EngineSettings settings;
  private final Tasks tasks;
  private final InstantSource clock;
  private final RandomGenerator random;

  DeliverWrite(
      CallTsp calls,
      Operations operations,
      Recorder recorder,
      ParkLanes parking,
      EngineSettings settings,
      EngineParts.Surroundings around) {
    this.calls = calls;
    this.operations = operations;
    this.recorder = recorder;
    this.parking = parking;
    this.settings = settings;
    this.tasks = around.tasks();
    this.clock = around.clock();
    this.random = around.random();
  }

  /** Delivers the lane's next write that may begin, on a new thread. Does not block. */
  void deliverNext(WriteLane lane, LaneDriver<ConnectionId, String, WriteLane> driver) {
    lane.choose(driver.now())
        .ifPresent(
            next -> {
              var turn = new LaneTurn(lane, next, driver, parking, settings);
              tasks.run(() -> step(next.operation(), turn));
            });
  }

  /**
   * Takes the next step of a write of a lane. If an adapter or the store throws, the write is tried
   * again later.
   */
  private void step(ResourceOperation write, LaneTurn turn) {
    ResourceOperation after = null;
    try {
      after = run(write, turn);
    } catch (StoreUnavailable e) {
      LOG.debug("operation {} is continued later: the store is not available", write.id());
    } catch (RuntimeException e) {
      LOG.error(
          "an internal error stopped the delivery of operation {}, which is continued later: {}",
          write.id(),
          Traces.of(e));
    } finally {
      turn.end(after);
    }
  }

  /**
   * Takes the next step of a write: a call, with the intent stored before it and the result after
   * it; or a look-up; or the end of the write without a call. A sync write is finished in one call
   * of this method.
   *
   * @return the operation after the step, once it is stored; null if the step has no stored result,
   *     because another node has taken the operation over, the intent was not stored or was removed
   *     again, or a look-up needs new credentials
   */
  @Nullable ResourceOperation run(ResourceOperation write, Turn turn) {
    var pending = write.pending().orElseThrow();
    var waited = turn.waited(write);
    var connection = turn.connection();
    if (pending.begun() && turn.lease() != null) {
      return takeOver(write, turn, turn.lease());
    }
    if (connection.status() == ConnectionStatus.DELETED && !pending.begun()) {
      var gone = new TspError(ErrorType.VALIDATION, "the connection was deleted", false, null);
      return store(transitions().refuse(write, gone), turn, waited);
    }
    if (pending.why() == Waiting.SETTLING) {
      return lookUp(write, turn);
    }
    if (isTooLate(write) && !pending.begun()) {
      return store(transitions().expire(write), turn, waited);
    }
    var begun = turn.lease() == null ? write : begin(write, turn, turn.lease());
    if (begun == null) {
      return null;
    }
    var sent = new ArrayList<Sent>();
    var after = attempt(begun, turn, sent);
    while (turn.lease() == null && !after.terminal()) {
      after = attempt(transitions().begin(after), turn, sent);
    }
    return store(after, turn, true, sent, PastWaits.told(waited, begun, after));
  }

  /**
   * Takes over an attempt that an earlier holder of the lane began without storing a result, and
   * stores that its outcome is not known; null if another node has taken it over.
   */
  private @Nullable ResourceOperation takeOver(
      ResourceOperation begun, Turn turn, LaneLease<ConnectionId> lease) {
    if (!operations.takeOver(List.of(new Operations.Begin(begun, lease))).getFirst()) {
      return null;
    }
    LOG.warn(
        "an attempt of operation {} was under way when its node stopped:"
            + " it is not known whether it was sent",
        begun.id());
    return store(
        transitions().lost(begun, calls.lost(begun, turn.connection())),
        turn,
        true,
        List.of(),
        turn.waited(begun));
  }

  /**
   * Looks up at the TSP whether an attempt without an answer was applied, and stores what was
   * found; null if the TSP refuses the credentials, or if another node has taken the operation
   * over.
   */
  private @Nullable ResourceOperation lookUp(ResourceOperation write, Turn turn) {
    var connection = turn.connection();
    return switch (calls.settle(write, connection, turn.timeout(), now())) {
      case LookUpResult.Found(var found) -> {
        turn.called(Outcome.accepted());
        yield settled(write, found, turn);
      }
      case LookUpResult.NotMade(var error) -> {
        turn.called(Outcome.rejected(error, new Retry.Backoff()));
        yield settled(write, new Settlement.TryLater(error), turn);
      }
      case LookUpResult.NoCredentials() -> {
        turn.called(null);
        turn.credentialsLost(connection);
        yield null;
      }
    };
  }

  private @Nullable ResourceOperation settled(
      ResourceOperation write, Settlement settlement, Turn turn) {
    var after = transitions().settled(write, settlement);
    return store(after, turn, PastWaits.settled(write, settlement, after));
  }

  /**
   * Stores the intent of an attempt and returns the operation with it. Null if the call may not be
   * made; if the intent was stored nevertheless, it is removed again.
   */
  private @Nullable ResourceOperation begin(
      ResourceOperation write, Turn turn, LaneLease<ConnectionId> lease) {
    var begun = transitions().begin(write);
    try {
      if (recorder.begin(begun, lease, turn::lasts)) {
        return begun;
      }
    } catch (RuntimeException e) {
      LOG.error(
          "operation {} was not sent and is tried again later, because the beginning of its attempt"
              + " could not be stored: {}",
          write.id(),
          Traces.of(e));
    }
    while (true) {
      try {
        if (recorder.isStored(begun)) {
          store(transitions().withdraw(begun), turn, true, List.of(), List.of());
        }
        return null;
      } catch (StoreUnavailable e) {
        tasks.pause(settings.poll());
      }
    }
  }

  /**
   * Makes an attempt whose intent is stored. The result is the operation after it, which is not
   * stored yet.
   *
   * @param sent the list to which each sent request is added
   */
  private ResourceOperation attempt(ResourceOperation begun, Turn turn, List<Sent> sent) {
    try {
      var connection = turn.connection();
      var attempt = may(begun, turn, sent);
      var outcome =
          attempt.mayBegin()
              ? calls.send(begun, connection, turn.timeout(), attempt)
              : Optional.<Outcome>empty();
      turn.called(outcome.orElse(null));
      if (outcome.isEmpty() && turn.lease() != null) {
        return withdraw(begun, turn);
      }
      var after =
          transitions()
              .after(
                  begun,
                  outcome.orElseGet(() -> noTime(connection)),
                  calls.safety(begun, connection));
      if (after.state() instanceof State.Waits(var until, var why, _, _)) {
        if (why == Waiting.RATE_LIMIT) {
          // What a rate limit stops does not count as an attempt and may occur often, so the
          // request is not kept.
          sent.clear();
          turn.hold(until, why);
        } else if (why == Waiting.CREDENTIALS) {
          turn.credentialsLost(connection);
        }
      }
      return after;
    } catch (RuntimeException e) {
      LOG.error(
          "an internal error ended the attempt to deliver operation {},"
              + " whose outcome is now unknown: {}",
          begun.id(),
          Traces.of(e));
      return transitions().lost(begun, RepeatSafety.NEVER);
    }
  }

  /**
   * The attempt of a begun operation, with the time before which a call must begin and the time
   * before which its last request must be sent. A sync write has only the time limit of its caller,
   * because its intent is stored with its operation and no other node takes it over.
   */
  private Attempt may(ResourceOperation begun, Turn turn, List<Sent> sent) {
    var by = turn.lease() == null ? Instant.MAX : begun.updatedAt().plus(MAY_BE_SENT_WITHIN);
    var leave = turn.lease() == null ? by : by.plus(turn.timeout());
    return new Attempt(begun, turn::lasts, by, leave, clock, sent);
  }

  /**
   * Whether the operation's deadline has passed; it may do so while the intent is stored or
   * credentials are renewed.
   */
  private boolean isTooLate(ResourceOperation op) {
    return op.expiresAt() != null && !now().isBefore(op.expiresAt());
  }

  /**
   * Withdraws an attempt for which no call was made, because the process was paused after the
   * intent was stored, or because the store was not available to read the credentials. The
   * operation then waits again, and the attempt is not counted.
   */
  private ResourceOperation withdraw(ResourceOperation begun, Turn turn) {
    if (!isTooLate(begun)) {
      turn.hold(now().plus(PAUSE), Waiting.QUEUE);
    }
    return transitions().withdraw(begun);
  }

  private static Outcome noTime(Connection connection) {
    return Outcome.rejected(
        new TspError(
            ErrorType.NETWORK,
            connection.tsp()
                + " was not called: the time limit had passed, or there were no credentials",
            false,
            null),
        new Retry.Never());
  }

  /** Stores a change that is not the result of an attempt. */
  private @Nullable ResourceOperation store(ResourceOperation after, Turn turn, List<Past> past) {
    return store(after, turn, false, List.of(), past);
  }

  private @Nullable ResourceOperation store(
      ResourceOperation after, Turn turn, boolean begun, List<Sent> sent, List<Past> past) {
    turn.storing();
    var lease = turn.lease();
    var fence = lease == null ? 0 : lease.fence();
    if (recorder.record(new Operations.Recorded(after, fence, begun, sent, past))) {
      return after;
    }
    // A sync write was closed as unknown meanwhile, or an answer of the store was lost: what is
    // stored counts.
    return lease == null
        ? StoreUnavailable.afterCommit(() -> operations.find(after.id()).orElse(after))
        : null;
  }

  private Transitions transitions() {
    return new Transitions(settings.policy(), now(), random.nextDouble());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * The request that a dry run shows. If the credentials cannot be used, the request lacks what
   * would have to be read at the TSP.
   */
  public Translation preview(Connection connection, Writer<Payload> writer, Write<Payload> write) {
    return calls.preview(connection, writer, write, settings.tspTimeout());
  }

  /**
   * Delivers a sync write whose intent is stored, on a new thread, by one attempt that waits for no
   * rate limit. Completes with the ended operation after it is stored. Fails with {@link
   * StoreUnavailable} if the store cannot take the result in time; the caller may then repeat the
   * request with its idempotency key to get the result.
   */
  public CompletionStage<ResourceOperation> now(ResourceOperation begun, Connection connection) {
    var caller = new CallerTurn(begun, connection, settings, tasks, clock);
    tasks.run(
        () -> {
          try {
            caller.answer().complete(Objects.requireNonNull(run(begun, caller)));
          } catch (RuntimeException | Error e) {
            // The operation stays under way in the store and is later closed as unknown.
            caller.answer().completeExceptionally(e);
            if (e instanceof Error error) {
              throw error;
            }
          }
        });
    return caller.answer();
  }
}
