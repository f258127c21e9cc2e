package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.operation.WhyItWaits;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.ResourceOperation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation that was made with an idempotency key, and makes the results of stored
 * writes.
 */
public final class StoredWrites {
  private static final Duration KEY_BUSY = Duration.ofSeconds(1);

  private final Operations operations;
  private final WhyItWaits waits;
  private final Tasks tasks;

  public StoredWrites(Operations operations, WhyItWaits waits, Tasks tasks) {
    this.operations = operations;
    this.waits = waits;
    this.tasks = tasks;
  }

  static @Nullable IdempotencyKey key(WriteCommand command) {
    return command.key() == null
        ? null
        : new IdempotencyKey(command.partner(), command.scope(), command.key(), command.bodyHash());
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

  /**
   * What an earlier request with the key made; empty if the key was not used in the last 24 hours.
   * Blocks; throws {@code StoreUnavailable}.
   */
  Optional<AddResult> find(IdempotencyKey key) {
    return operations.findByKey(key);
  }

  /** The result of a write that was just stored. */
  WriteResult added(AddResult.Added added) {
    return new WriteResult.Stored(waits.accepted(added), false);
  }

  /** The answer to a request whose idempotency key was used before. */
  CompletionStage<Answer<WriteResult>> repeated(AddResult known, WriteCommand command) {
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

  static CompletionStage<Answer<WriteResult>> refused(Refusal refusal) {
    return CompletableFuture.completedStage(Answer.refused(refusal));
  }
}
