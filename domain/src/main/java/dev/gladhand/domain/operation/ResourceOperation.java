package dev.gladhand.domain.operation;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One accepted write: its content, its state, and its attempts. Immutable; {@link Transitions} is
 * its state machine.
 *
 * @param target the record that an update changes, with its id at the TSP; null for a create
 * @param attempts how many attempts were begun, including one that is under way
 * @param log the attempts that ended, oldest first; empty if there is none yet, or if the first one
 *     succeeded for all recipients
 * @param notDelivered fields that the caller set and the TSP has no place for
 * @param trace the trace of its attempts and deliveries; null if there is none
 */
public record ResourceOperation(
    OperationId id,
    Instant createdAt,
    Instant updatedAt,
    PartnerId partner,
    ConnectionId connection,
    TspId tsp,
    @Nullable String fleetRef,
    Mode mode,
    OperationType type,
    @Nullable Reference target,
    Payload payload,
    State state,
    int attempts,
    List<Attempt> log,
    Progress progress,
    List<String> notDelivered,
    @Nullable Instant expiresAt,
    @Nullable OperationId retriedFrom,
    @Nullable TraceContext trace) {

  public ResourceOperation {
    log = List.copyOf(log);
    notDelivered = List.copyOf(notDelivered);
  }

  public Resource resource() {
    return payload.resource();
  }

  public Optional<State.Pending> pending() {
    return state instanceof State.Pending pending ? Optional.of(pending) : Optional.empty();
  }

  /** Whether the operation has ended; an ended operation never changes. */
  public boolean terminal() {
    return !(state instanceof State.Pending);
  }

  /** The record's id; null for a create that has not succeeded. */
  public @Nullable ResourceId resourceId() {
    return switch (state) {
      case State.Succeeded(var resource, _) -> resource;
      case State.Pending _, State.Failed _ -> target == null ? null : target.id();
    };
  }

  /** The write that the adapter is to make. */
  public Write<Payload> write(Settings settings) {
    return new Write<>(
        new RepeatKey(id.value()), type, payload, target, settings, progress, expiresAt);
  }

  /**
   * The key of the writes whose order must be kept: writes with the same key are sent in the order
   * they were accepted. Empty if the order does not matter.
   */
  public Optional<String> orderKey() {
    if (target != null && target.id() != null) {
      return Optional.of(resource().wire() + ":" + target.id());
    }
    if (payload instanceof dev.gladhand.domain.payload.Message message
        && message.thread() != null) {
      return Optional.of("thread:" + message.thread());
    }
    return Optional.empty();
  }

  /**
   * The same operation without the texts of the TSP's errors and answers, for when the store cannot
   * keep one of them.
   */
  public ResourceOperation withoutWords() {
    var silent =
        log.stream()
            .map(
                attempt ->
                    new Attempt(
                        attempt.number(),
                        attempt.begunAt(),
                        attempt.endedAt(),
                        attempt.succeeded(),
                        attempt.errorType(),
                        attempt.errorDetails() == null ? null : "(not printable)",
                        null))
            .toList();
    var quiet =
        new Progress(
            progress.steps(),
            progress.source(),
            progress.recipients().stream()
                .map(one -> new RecipientResult(one.recipient(), one.status(), null))
                .toList());
    return changed(state, attempts, silent, quiet, notDelivered, updatedAt);
  }

  ResourceOperation moved(State newState, Instant now) {
    return changed(newState, attempts, log, progress, notDelivered, now);
  }

  ResourceOperation changed(
      State newState,
      int newAttempts,
      List<Attempt> newLog,
      Progress newProgress,
      List<String> dropped,
      Instant now) {
    return new ResourceOperation(
        id,
        createdAt,
        now,
        partner,
        connection,
        tsp,
        fleetRef,
        mode,
        type,
        target,
        payload,
        newState,
        newAttempts,
        newLog,
        newProgress,
        dropped,
        expiresAt,
        retriedFrom,
        trace);
  }
}
