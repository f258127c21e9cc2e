package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Draining;
import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.engine.DeliverWrite;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.WhyItWaits;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.tsp.Translation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes every single write: checks it, and then stores it for later, makes it now, or shows it. */
public final class AcceptWrite implements SubmitWrite {
  private static final Duration KEY_BUSY = Duration.ofSeconds(1);
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final CheckWrite check;
  private final Operations operations;
  private final GroupCommit<NewOperation, AddResult> adding;
  private final DeliverWrite deliver;
  private final Engine engine;
  private final WhyItWaits waits;
  private final PartnerLimits limits;
  private final Supplier<OperationId> ids;
  private final InstantSource clock;
  private final Measurements measurements;
  private final Tasks tasks;
  private final Draining draining;

  /**
   * @param adding shares transactions among concurrent writes
   */
  public AcceptWrite(
      CheckWrite check,
      Operations operations,
      GroupCommit<NewOperation, AddResult> adding,
      DeliverWrite deliver,
      Engine engine,
      WhyItWaits waits,
      PartnerLimits limits,
      Supplier<OperationId> ids,
      InstantSource clock,
      Measurements measurements,
      Tasks tasks,
      Draining draining) {
    this.check = check;
    this.operations = operations;
    this.adding = adding;
    this.deliver = deliver;
    this.engine = engine;
    this.waits = waits;
    this.limits = limits;
    this.ids = ids;
    this.clock = clock;
    this.measurements = measurements;
    this.tasks = tasks;
    this.draining = draining;
  }

  boolean draining() {
    return draining.begun();
  }

  @Override
  public CompletionStage<Answer<WriteResult>> submit(WriteCommand command) {
    if (draining()) {
      return refused(new Refusal.Unavailable("this node is stopping", STOPPING));
    }
    if (command.manner().sync() && command.expiresIn() != null) {
      return refused(new Refusal.Malformed("expires_in can be used with async writes only"));
    }
    return switch (CheckWrite.shape(command)) {
      case Answer.Refused<CheckWrite.Body>(var refusal) -> refused(refusal);
      case Answer.Ok<CheckWrite.Body>(var body) -> submit(command, body);
    };
  }

  private CompletionStage<Answer<WriteResult>> submit(WriteCommand command, CheckWrite.Body body) {
    var key = key(command);
    if (key != null && !command.manner().dry()) {
      var known = operations.findByKey(key);
      if (known.isPresent()) {
        return repeated(known.get(), command);
      }
    }
    var id = ids.get();
    return switch (check.check(command, body, id.value())) {
      case Answer.Refused<CheckWrite.Checked>(var refusal) -> refused(refusal);
      case Answer.Ok<CheckWrite.Checked>(var checked) ->
          switch (command.manner()) {
            case DRY_RUN, SYNC_DRY_RUN -> CompletableFuture.completedStage(shown(checked));
            case ASYNC -> later(command, checked, id, key);
            case SYNC -> rightAway(command, checked, id, key);
          };
    };
  }

  private CompletionStage<Answer<WriteResult>> later(
      WriteCommand command,
      CheckWrite.Checked checked,
      OperationId id,
      @Nullable IdempotencyKey key) {
    var at = time();
    var why =
        checked.connection().status() == ConnectionStatus.FAILED
            ? Waiting.CREDENTIALS
            : Waiting.QUEUE;
    var operation =
        operation(command, checked, id, Mode.ASYNC, new State.Waits(at, why, false, false), 0, at);
    // Nothing may fail between this line and the stage that ends the admission.
    var refusal = limits.admit(command.partner());
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    limits.addressed(command.partner(), operation.payload().recipients().size());
    return CompletableFuture.completedStage(new NewOperation(operation, key))
        .thenCompose(adding::submit)
        .whenComplete((_, _) -> limits.ended(command.partner(), 1))
        .thenCompose(
            result -> {
              if (result instanceof AddResult.Added added) {
                var stored = added.operation();
                measurements.accepted(stored.tsp(), stored.resource(), Mode.ASYNC);
                engine.accepted(stored.connection(), added.lane());
                return CompletableFuture.completedStage(
                    Answer.ok(new WriteResult.Stored(waits.accepted(added), false)));
              }
              return repeated(result, command);
            });
  }

  private CompletionStage<Answer<WriteResult>> rightAway(
      WriteCommand command,
      CheckWrite.Checked checked,
      OperationId id,
      @Nullable IdempotencyKey key) {
    var at = time();
    var operation =
        operation(command, checked, id, Mode.SYNC, new State.UnderWay(at, at, false, false), 1, at);
    // Nothing may fail between this line and the stage that releases it.
    var refusal = limits.admitSync(command.partner());
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    limits.addressed(command.partner(), operation.payload().recipients().size());
    return CompletableFuture.completedStage(new NewOperation(operation, key))
        .thenCompose(adding::submit)
        .thenCompose(
            added -> {
              if (added instanceof AddResult.Added(var stored, _, _)) {
                measurements.accepted(stored.tsp(), stored.resource(), Mode.SYNC);
                return deliver
                    .now(stored, checked.connection())
                    .thenApply(
                        done ->
                            Answer.<WriteResult>ok(
                                new WriteResult.Stored(OperationView.of(done), false)));
              }
              return repeated(added, command);
            })
        .whenComplete((_, _) -> limits.syncEnded(command.partner()));
  }

  static ResourceOperation operation(
      WriteCommand command,
      CheckWrite.Checked checked,
      OperationId id,
      Mode mode,
      State state,
      int attempts,
      Instant at) {
    var connection = checked.connection();
    var expiresAt = command.expiresIn() == null ? null : at.plus(command.expiresIn());
    return new ResourceOperation(
        id,
        at,
        at,
        command.partner(),
        connection.id(),
        connection.tsp(),
        connection.fleetRef(),
        mode,
        command.type(),
        checked.target(),
        checked.payload(),
        state,
        attempts,
        List.of(),
        Progress.NONE,
        checked.translation().notDelivered(),
        expiresAt,
        null,
        command.trace());
  }

  /** The result of a dry run. Blocks if the provider has to be asked. */
  Answer<WriteResult> shown(CheckWrite.Checked checked) {
    return switch (deliver.preview(checked.connection(), checked.writer(), checked.write())) {
      case Translation.Faulty(var faults) -> {
        var slug = checked.connection().tsp().slug();
        yield Answer.refused(
            new Refusal.Invalid(faults.stream().map(fault -> fault.by(slug)).toList()));
      }
      case Translation.Ready(var request, var notDelivered, var warnings) ->
          Answer.ok(new WriteResult.Shown(request, warnings, notDelivered));
    };
  }

  static Refusal keyReused(WriteCommand command) {
    return new Refusal.Invalid(
        List.of(
            new FieldFault(
                "Idempotency-Key",
                Optional.ofNullable(command.key()).orElse(""),
                "was used before with another body",
                "idempotency_key_reused")));
  }

  private CompletionStage<Answer<WriteResult>> repeated(AddResult known, WriteCommand command) {
    return switch (known) {
      case AddResult.KeyReused() -> refused(keyReused(command));
      case AddResult.Added(var operation, _, _) -> replayed(operation);
      case AddResult.Replayed(var operation)
          when operation.mode() == Mode.SYNC && !operation.terminal() ->
          refused(
              new Refusal.Conflict("the first request with this key is still under way", KEY_BUSY));
      case AddResult.Replayed(var operation) -> replayed(operation);
    };
  }

  private CompletionStage<Answer<WriteResult>> replayed(ResourceOperation operation) {
    return CompletableFuture.supplyAsync(
        () -> Answer.ok(new WriteResult.Stored(waits.show(operation), true)), tasks::run);
  }

  static @Nullable IdempotencyKey key(WriteCommand command) {
    return command.key() == null
        ? null
        : new IdempotencyKey(command.partner(), command.scope(), command.key(), command.bodyHash());
  }

  private static CompletionStage<Answer<WriteResult>> refused(Refusal refusal) {
    return CompletableFuture.completedStage(Answer.refused(refusal));
  }

  private Instant time() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
