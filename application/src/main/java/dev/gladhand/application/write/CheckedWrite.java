package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.engine.DeliverWrite;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write that has passed all checks.
 *
 * @param id the id of its operation
 * @param payload the payload with resolved references
 */
record CheckedWrite(
    OperationId id,
    Connection connection,
    @Nullable Reference target,
    Payload payload,
    Writer<Payload> writer,
    Write<Payload> write,
    Translation.Ready translation) {

  ResourceOperation waiting(WriteCommand command, Instant at) {
    var why = connection.status() == ConnectionStatus.FAILED ? Waiting.CREDENTIALS : Waiting.QUEUE;
    return operation(command, Mode.ASYNC, new State.Waits(at, why, false, false), 0, at);
  }

  ResourceOperation begun(WriteCommand command, Instant at) {
    return operation(command, Mode.SYNC, new State.UnderWay(at, at, false, false), 1, at);
  }

  private ResourceOperation operation(
      WriteCommand command, Mode mode, State state, int attempts, Instant at) {
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
        target,
        payload,
        state,
        attempts,
        List.of(),
        Progress.NONE,
        translation.notDelivered(),
        expiresAt,
        null,
        command.trace());
  }

  /** The result of a dry run. Blocks if the provider has to be asked. */
  Answer<WriteResult> shown(DeliverWrite deliver) {
    return switch (deliver.preview(connection, writer, write)) {
      case Translation.Faulty(var faults) -> {
        var slug = connection.tsp().slug();
        yield Answer.refused(
            new Refusal.Invalid(faults.stream().map(fault -> fault.by(slug)).toList()));
      }
      case Translation.Ready(var request, var notDelivered, var warnings) ->
          Answer.ok(new WriteResult.Shown(request, warnings, notDelivered));
    };
  }
}
