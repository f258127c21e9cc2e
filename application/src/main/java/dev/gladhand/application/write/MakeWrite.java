package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.engine.DeliverWrite;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.tsp.Translation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes a sync write while its caller waits, or only shows the call that it would make. */
public final class MakeWrite {
  private final GroupCommit<NewOperation, AddResult> adding;
  private final DeliverWrite deliver;
  private final StoredWrites stored;
  private final PartnerLimits limits;
  private final Measurements measurements;

  /**
   * @param adding shares transactions among concurrent writes
   */
  public MakeWrite(
      GroupCommit<NewOperation, AddResult> adding,
      DeliverWrite deliver,
      StoredWrites stored,
      PartnerLimits limits,
      Measurements measurements) {
    this.adding = adding;
    this.deliver = deliver;
    this.stored = stored;
    this.limits = limits;
    this.measurements = measurements;
  }

  /** Stores a valid write and makes it. */
  CompletionStage<Answer<WriteResult>> make(
      WriteCommand command, CheckedWrite checked, NewOperation begun) {
    // Nothing may fail between this line and the stage that releases it.
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

  /** The result of a dry run. Blocks if the provider has to be asked. */
  Answer<WriteResult> shown(CheckedWrite checked) {
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
}
