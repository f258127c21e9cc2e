package dev.gladhand.persistence.operation;

import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.persistence.outbox.EventRows.Event;
import java.time.Instant;
import java.util.Optional;

/** Makes the events that operations cause. */
final class OperationEvents {
  private OperationEvents() {}

  static Event of(ResourceOperation op, String name, Instant at) {
    return Event.of(
        op.partner().value(),
        name,
        op.id().value(),
        op.connection().value(),
        op.mode().wire(),
        null,
        at);
  }

  /** Makes the event of an operation's end; empty while the operation is pending. */
  static Optional<Event> ofEnd(ResourceOperation op) {
    return switch (op.state()) {
      case State.Pending _ -> Optional.empty();
      case State.Succeeded _ -> Optional.of(of(op, "resource_operation.succeeded", op.updatedAt()));
      case State.Failed _ -> Optional.of(of(op, "resource_operation.failed", op.updatedAt()));
    };
  }
}
