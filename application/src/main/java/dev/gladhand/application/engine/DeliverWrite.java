package dev.gladhand.application.engine;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.call.Attempt;
import dev.gladhand.application.call.CallTsp;
import dev.gladhand.application.call.Looked;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.lane.Traces;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one write, async or sync: {@link #run} has the whole way from top to bottom. Blocks;
 * thread-safe.
 */
public final class DeliverWrite {
  private static final Logger LOG = LoggerFactory.getLogger(DeliverWrite.class);

  /** An intent older than this is taken back: what begins late could overlap its successor. */
  static final Duration MAY_BE_SENT_WITHIN = Duration.ofSeconds(3);

  /** A lane whose call was not made after all is quiet for so long. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A caller waits this long for the store to take the result. */
  private static final Duration STORED_WITHIN = Duration.ofSeconds(3);

  private final CallTsp calls;
  private final Operations operations;
  private final Recorder recorder;
  private final EngineSettings settings;
  private final Tasks tasks;
  private final InstantSource clock;
  private final RandomGenerator random;

  public DeliverWrite(
      CallTsp calls,
      Operations operations,
      Recorder recorder,
      EngineSettings settings,
      Tasks tasks,
      InstantSource clock,
      RandomGenerator random) {
    this.calls = calls;
    this.operations = operations;
    this.recorder = recorder;
    this.settings = settings;
    this.tasks = tasks;
    this.clock = clock;
    this.random = random;
  }

  /** Whether there are results that the store was not there to take. */
  boolean behind() {
    return recorder.behind();
  }

  /**
   * Makes the next step of a write: its call, with the intent stored before it and the result after
   * it, a look-up, or its end. A sync write ends in one go.
   *
   * @return what it has become, once that is stored; null where somebody else decided, or will
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

  /** An earlier holder of the lane began an attempt and has left no word of it. */
  private @Nullable ResourceOperation takeOver(
      ResourceOperation begun, Turn turn, LaneLease<ConnectionId> lease) {
    if (!operations.takeOver(List.of(new Operations.Begin(begun, lease))).getFirst()) {
      return null;
    }
    LOG.warn(
        "operation {} had an attempt under way when its node went: whether it was sent is not known",
        begun.id());
    return store(
        transitions().lost(begun, calls.lost(begun, turn.connection())),
        turn,
        true,
        List.of(),
        turn.waited(begun));
  }

  /** Whether an attempt without an answer was applied. */
  private @Nullable ResourceOperation lookUp(ResourceOperation write, Turn turn) {
    var connection = turn.connection();
    return switch (calls.settle(write, connection, turn.timeout(), now())) {
      case Looked.Found(var found) -> {
        turn.called(Outcome.accepted());
        yield settled(write, found, turn);
      }
      case Looked.Nothing(var error) -> {
        turn.called(Outcome.rejected(error, new Retry.Backoff()));
        yield settled(write, new Settlement.TryLater(error), turn);
      }
      case Looked.NoCredentials() -> {
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

  /** Stores the intent; null where the call may not be made, and what was stored is taken back. */
  private @Nullable ResourceOperation begin(
      ResourceOperation write, Turn turn, LaneLease<ConnectionId> lease) {
    var begun = transitions().begin(write);
    try {
      if (recorder.begin(begun, lease, turn::lasts)) {
        return begun;
      }
    } catch (RuntimeException e) {
      LOG.error("the intent of operation {} was not stored: {}", write.id(), Traces.of(e));
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
   * @param sent gets what is sent
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
          // It counts as no attempt, and may come often.
          sent.clear();
          turn.hold(until, why);
        } else if (why == Waiting.CREDENTIALS) {
          turn.credentialsLost(connection);
        }
      }
      return after;
    } catch (RuntimeException e) {
      LOG.error("the attempt of operation {} failed: {}", begun.id(), Traces.of(e));
      return transitions().lost(begun, RepeatSafety.NEVER);
    }
  }

  /** The intent of a caller who waits was stored with its write; nobody takes that over. */
  private Attempt may(ResourceOperation begun, Turn turn, List<Sent> sent) {
    var by = turn.lease() == null ? Instant.MAX : begun.updatedAt().plus(MAY_BE_SENT_WITHIN);
    var leave = turn.lease() == null ? by : by.plus(turn.timeout());
    return new Attempt(begun, turn::lasts, by, leave, clock, sent);
  }

  /** The deadline may pass while the intent is stored, or credentials are renewed. */
  private boolean isTooLate(ResourceOperation op) {
    return op.expiresAt() != null && !now().isBefore(op.expiresAt());
  }

  /**
   * The process stood still since the intent was stored, or the credentials could not be read: for
   * certain nothing was sent.
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
            connection.tsp() + " was not called: no time was left, or no credentials at hand",
            false,
            null),
        new Retry.Never());
  }

  /** What became of it without an attempt. */
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
    // A sync write was given up for lost meanwhile, or an answer of the store was lost.
    return lease == null ? operations.find(after.id()).orElse(after) : null;
  }

  private Transitions transitions() {
    return new Transitions(settings.policy(), now(), random.nextDouble());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** What a dry run shows; the pure translation where there are no credentials to read with. */
  public Translation preview(Connection connection, Writer<Payload> writer, Write<Payload> write) {
    return calls.preview(connection, writer, write, settings.tspTimeout());
  }

  /**
   * Delivers a sync write whose intent is stored, on a thread of its own: one attempt, no waiting
   * for a limit. Completes with the operation as it ended, once that is stored; fails with {@link
   * StoreUnavailable} where the store is not there to take it: the caller may ask again by its key.
   */
  public CompletionStage<ResourceOperation> now(ResourceOperation begun, Connection connection) {
    var caller = new Caller(connection, begun.createdAt().plus(settings.syncTimeout()));
    tasks.run(
        () -> {
          try {
            caller.answer.complete(Objects.requireNonNull(run(begun, caller)));
          } catch (RuntimeException e) {
            // The operation stays begun in the store, and is closed as unknown later.
            caller.answer.completeExceptionally(e);
          }
        });
    return caller.answer;
  }

  /** A caller who waits for its write until a time. */
  private final class Caller implements Turn {
    private final Connection connection;
    private final Instant until;
    private final CompletableFuture<ResourceOperation> answer = new CompletableFuture<>();

    Caller(Connection connection, Instant until) {
      this.connection = connection;
      this.until = until;
    }

    @Override
    public Connection connection() {
      return connection;
    }

    @Override
    public @Nullable LaneLease<ConnectionId> lease() {
      return null;
    }

    @Override
    public boolean lasts() {
      return now().isBefore(until);
    }

    @Override
    public Duration timeout() {
      var left = Duration.between(now(), until);
      return left.compareTo(settings.tspTimeout()) < 0 ? left : settings.tspTimeout();
    }

    @Override
    public void storing() {
      tasks.after(
          STORED_WITHIN,
          () ->
              answer.completeExceptionally(
                  new StoreUnavailable(
                      "what became of the write is stored later",
                      true,
                      new IllegalStateException("the store is away"))));
    }
  }
}
