package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.engine.DeliverWrite;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.domain.operation.Mode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the writes that are not part of a bulk request: checks each one, and then stores it to be
 * delivered later, delivers it now, or shows what would be sent.
 */
public final class AcceptWrite implements SubmitWrite {
  private final CheckWrite check;
  private final StoredWrites stored;
  private final GroupCommit<NewOperation, AddResult> adding;
  private final Engine engine;
  private final DeliverWrite deliver;
  private final PartnerLimits limits;
  private final Measurements measurements;

  /**
   * @param adding adds operations to the store, those of concurrent writes in one transaction
   */
  public AcceptWrite(
      CheckWrite check,
      StoredWrites stored,
      GroupCommit<NewOperation, AddResult> adding,
      Engine engine,
      DeliverWrite deliver,
      PartnerLimits limits,
      Measurements measurements) {
    this.check = check;
    this.stored = stored;
    this.adding = adding;
    this.engine = engine;
    this.deliver = deliver;
    this.limits = limits;
    this.measurements = measurements;
  }

  @Override
  public CompletionStage<Answer<WriteResult>> submit(WriteCommand command) {
    var stopping = check.stopping();
    if (stopping.isPresent()) {
      return StoredWrites.refused(stopping.get());
    }
    if (command.manner().sync() && command.expiresIn() != null) {
      return StoredWrites.refused(
          new Refusal.Malformed("expires_in can be used with async writes only"));
    }
    return switch (CheckWrite.shape(command)) {
      case Answer.Refused<CheckWrite.Body>(var refusal) -> StoredWrites.refused(refusal);
      case Answer.Ok<CheckWrite.Body>(var body) -> submit(command, body);
    };
  }

  private CompletionStage<Answer<WriteResult>> submit(WriteCommand command, CheckWrite.Body body) {
    var key = StoredWrites.key(command);
    if (key != null && !command.manner().dry()) {
      var known = stored.find(key);
      if (known.isPresent()) {
        return stored.repeated(known.get(), command);
      }
    }
    return switch (check.check(command, body)) {
      case Answer.Refused<CheckedWrite>(var refusal) -> StoredWrites.refused(refusal);
      case Answer.Ok<CheckedWrite>(var checked) ->
          switch (command.manner()) {
            case DRY_RUN, SYNC_DRY_RUN -> CompletableFuture.completedStage(checked.shown(deliver));
            case ASYNC -> later(command, new NewOperation(check.waiting(command, checked), key));
            case SYNC ->
                rightAway(command, checked, new NewOperation(check.begun(command, checked), key));
          };
    };
  }

  private CompletionStage<Answer<WriteResult>> later(WriteCommand command, NewOperation waiting) {
    // Nothing may fail between this line and the stage that ends the admission.
    var refusal = limits.admit(command.partner());
    if (refusal.isPresent()) {
      return StoredWrites.refused(refusal.get());
    }
    limits.addressed(command.partner(), waiting.operation().payload().recipients().size());
    return CompletableFuture.completedStage(waiting)
        .thenCompose(adding::submit)
        .whenComplete((_, _) -> limits.ended(command.partner(), 1))
        .thenCompose(
            result -> {
              if (result instanceof AddResult.Added added) {
                var operation = added.operation();
                measurements.accepted(operation.tsp(), operation.resource(), Mode.ASYNC);
                engine.accepted(operation.connection(), added.lane());
                return CompletableFuture.completedStage(Answer.ok(stored.added(added)));
              }
              return stored.repeated(result, command);
            });
  }

  /** Stores a sync write, and delivers it while its caller waits. */
  private CompletionStage<Answer<WriteResult>> rightAway(
      WriteCommand command, CheckedWrite checked, NewOperation begun) {
    // Nothing may fail between this line and the stage that ends the admission.
    var refusal = limits.admitSync(command.partner());
    if (refusal.isPresent()) {
      return StoredWrites.refused(refusal.get());
    }
    limits.addressed(command.partner(), begun.operation().payload().recipients().size());
    return CompletableFuture.completedStage(begun)
        .thenCompose(adding::submit)
        .thenCompose(
            added -> {
              if (added instanceof AddResult.Added(var operation, _, _)) {
                measurements.accepted(operation.tsp(), operation.resource(), Mode.SYNC);
                return deliver
                    .now(operation, checked.connection())
                    .thenApply(
                        done ->
                            Answer.<WriteResult>ok(
                                new WriteResult.Stored(OperationView.of(done), false)));
              }
              return stored.repeated(added, command);
            })
        .whenComplete((_, _) -> limits.syncEnded(command.partner()));
  }
}
