package dev.gladhand.application.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.connection.Permitted;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Retries and cancels operations at the partner's request. */
public final class RetryOrCancel implements ChangeOperation {
  private final Operations operations;
  private final LiveConnections connections;
  private final Engine engine;
  private final WhyItWaits waits;
  private final Admission admission;
  private final Supplier<OperationId> ids;
  private final InstantSource clock;
  private final Audit audit;
  private final Tracing tracing;

  /** */
  public RetryOrCancel(
      Operations operations,
      LiveConnections connections,
      Engine engine,
      WhyItWaits waits,
      Admission admission,
      Supplier<OperationId> ids,
      InstantSource clock,
      Audit audit,
      Tracing tracing) {
    this.operations = operations;
    this.connections = connections;
    this.engine = engine;
    this.waits = waits;
    this.admission = admission;
    this.ids = ids;
    this.clock = clock;
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
    // A refused retry must cost less than the reading of a long operation.
    var full = admission.refusal(partner);
    if (full.isPresent()) {
      return Answer.refused(full.get());
    }
    var found = operations.find(partner, connection, id);
    if (found.isEmpty()) {
      return missing(id);
    }
    var failed = found.get();
    if (!(failed.state() instanceof State.Failed)) {
      return conflict("only a failed operation can be retried");
    }
    var through = connections.find(connection);
    var forbidden = through.flatMap(one -> Permitted.check(one, failed.resource()));
    if (forbidden.isPresent()) {
      return Answer.refused(forbidden.get());
    }
    var status = through.map(Connection::status).orElse(ConnectionStatus.DELETED);
    if (status != ConnectionStatus.ACTIVE && status != ConnectionStatus.FAILED) {
      return conflict("connection " + connection + " is " + status.wire());
    }
    var refusal = admission.admitBriefly(partner);
    if (refusal.isPresent()) {
      return Answer.refused(refusal.get());
    }
    try (var span = tracing.retry(failed, trace)) {
      var why = status == ConnectionStatus.FAILED ? Waiting.CREDENTIALS : Waiting.QUEUE;
      var again = again(failed, why, span.context());
      span.about(again);
      admission.addressed(partner, again.progress().open(again.payload().recipients()).size());
      return made(
          audit.record(
              () -> operations.add(List.of(new Operations.NewOperation(again, key))).getFirst(),
              result -> result instanceof AddResult.Added,
              AuditEntry.done(AuditAction.OPERATION_RETRIED, id, partner)));
    }
  }

  private Answer<Retried> made(AddResult result) {
    return switch (result) {
      case AddResult.Added again -> {
        engine.accepted(again.operation().connection(), again.lane());
        yield Answer.ok(new Retried(waits.accepted(again), false));
      }
      case AddResult.Replayed(var before) -> Answer.ok(new Retried(waits.show(before), true));
      case AddResult.KeyReused() -> conflict("the Idempotency-Key was used for another request");
    };
  }

  private ResourceOperation again(
      ResourceOperation failed, Waiting why, @Nullable TraceContext trace) {
    var at = now();
    var delivered =
        failed.progress().recipients().stream()
            .filter(result -> result.status() == RecipientResult.Status.DELIVERED)
            .toList();
    var progress = new Progress(failed.progress().steps(), failed.progress().source(), delivered);
    return new ResourceOperation(
        ids.get(),
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
      return missing(id);
    }
    var op = found.get();
    if (!(op.state() instanceof State.Pending pending)) {
      return conflict("the operation has ended already");
    }
    if (pending.begun() || pending.doubtful() || !op.progress().equals(Progress.NONE)) {
      return conflict("the operation was sent or may have been sent, so it cannot be cancelled");
    }
    var cancelled = new Transitions(RetryPolicy.DEFAULT, now(), 0).expire(op);
    var past = waits.waited(op);
    var entry = AuditEntry.done(AuditAction.OPERATION_CANCELLED, id, partner);
    if (!audit.record(() -> operations.cancel(id, cancelled, past), done -> done, entry)) {
      return conflict("the operation was sent or may have been sent, so it cannot be cancelled");
    }
    // Operations that waited for this one may be next.
    engine.wake(connection);
    return Answer.ok(OperationView.of(cancelled));
  }

  private static <T> Answer<T> missing(OperationId id) {
    return Answer.notFound("operation " + id + " does not exist");
  }

  private static <T> Answer<T> conflict(String why) {
    return Answer.refused(new Refusal.Conflict(why, Duration.ZERO));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
