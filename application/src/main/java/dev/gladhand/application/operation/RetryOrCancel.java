package dev.gladhand.application.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Retries and cancels operations at the partner's request. */
public final class RetryOrCancel implements ChangeOperation {
  private final Operations operations;
  private final CheckRetry check;
  private final Engine engine;
  private final WhyItWaits waits;
  private final ClockAndIds clockAndIds;
  private final Audit audit;
  private final Tracing tracing;

  public RetryOrCancel(
      Operations operations,
      CheckRetry check,
      Engine engine,
      WhyItWaits waits,
      ClockAndIds clockAndIds,
      Audit audit,
      Tracing tracing) {
    this.operations = operations;
    this.check = check;
    this.engine = engine;
    this.waits = waits;
    this.clockAndIds = clockAndIds;
    this.audit = audit;
    this.tracing = tracing;
  }

  @Override
  public Answer<Retried> retry(
      PartnerId partner,
      ConnectionId connection,
      OperationId id,
      @Nullable IdempotencyKey key,
      @Nullable TraceContext trace) {
    var known = key == null ? Optional.<AddResult>empty() : operations.findByKey(key);
    if (known.isPresent()) {
      return made(known.get());
    }
    return check
        .check(partner, connection, id)
        .flatMap(retryable -> retried(retryable.failed(), retryable.why(), key, trace));
  }

  private Answer<Retried> retried(
      ResourceOperation failed,
      Waiting why,
      @Nullable IdempotencyKey key,
      @Nullable TraceContext trace) {
    try (var span = tracing.retry(failed, trace)) {
      var again = again(failed, why, span.context());
      span.about(again);
      check.addressed(again);
      return made(
          audit.record(
              () -> operations.add(List.of(new Operations.NewOperation(again, key))).getFirst(),
              result -> result instanceof AddResult.Added,
              AuditEntry.done(AuditAction.OPERATION_RETRIED, failed.id(), failed.partner())));
    }
  }

  private Answer<Retried> made(AddResult result) {
    return switch (result) {
      case AddResult.Added again -> {
        engine.accepted(again.operation().connection(), again.lane());
        yield Answer.ok(new Retried(waits.accepted(again), false));
      }
      case AddResult.Replayed(var before) -> Answer.ok(new Retried(waits.show(before), true));
      case AddResult.KeyReused() ->
          CheckRetry.conflict("the Idempotency-Key was used for another request");
    };
  }

  private ResourceOperation again(
      ResourceOperation failed, Waiting why, @Nullable TraceContext trace) {
    var at = clockAndIds.now();
    var delivered =
        failed.progress().recipients().stream()
            .filter(result -> result.status() == RecipientResult.Status.DELIVERED)
            .toList();
    var progress = new Progress(failed.progress().steps(), failed.progress().source(), delivered);
    return new ResourceOperation(
        new OperationId(clockAndIds.id()),
        at,
        at,
        failed.partner(),
        failed.connection(),
        failed.tsp(),
        failed.fleetRef(),
        Mode.ASYNC,
        failed.type(),
        failed.target(),
        failed.payload(),
        new State.Waits(at, why, false, false),
        0,
        List.of(),
        progress,
        failed.notDelivered(),
        null,
        failed.id(),
        trace);
  }

  @Override
  public Answer<OperationView> cancel(PartnerId partner, ConnectionId connection, OperationId id) {
    var found = operations.find(partner, connection, id);
    if (found.isEmpty()) {
      return CheckRetry.missing(id);
    }
    var op = found.get();
    if (!(op.state() instanceof State.Pending pending)) {
      return CheckRetry.conflict("the operation has ended already");
    }
    if (pending.begun() || pending.doubtful() || !op.progress().equals(Progress.NONE)) {
      return CheckRetry.conflict(
          "the operation was sent or may have been sent, so it cannot be cancelled");
    }
    var cancelled = new Transitions(RetryPolicy.DEFAULT, clockAndIds.now(), 0).expire(op);
    var past = waits.waited(op);
    var entry = AuditEntry.done(AuditAction.OPERATION_CANCELLED, id, partner);
    if (!audit.record(() -> operations.cancel(id, cancelled, past), done -> done, entry)) {
      return CheckRetry.conflict(
          "the operation was sent or may have been sent, so it cannot be cancelled");
    }
    // Operations that waited for this one may be next.
    engine.wake(connection);
    return Answer.ok(OperationView.of(cancelled));
  }
}
