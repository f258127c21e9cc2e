package dev.gladhand.http.mcp;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.operation.ChangeOperation;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.write.SubmitWrite;
import dev.gladhand.application.write.WriteCommand;
import dev.gladhand.application.write.WriteCommand.Manner;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.http.gate.RequestTraces;
import dev.gladhand.http.request.BodyHash;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Computing;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tools that write, and the one that previews a write. */
@Singleton
final class WriteTools {
  private final SubmitWrite writes;
  private final ChangeOperation changes;
  private final RequestTraces traces;

  WriteTools(SubmitWrite writes, ChangeOperation changes, RequestTraces traces) {
    this.writes = writes;
    this.changes = changes;
    this.traces = traces;
  }

  Answer<Map<String, @Nullable Object>> preview(
      Call call, Fields arguments, Map<String, @Nullable Object> body) {
    return submit(call, arguments, body, Manner.DRY_RUN);
  }

  Answer<Map<String, @Nullable Object>> submit(
      Call call, Fields arguments, Map<String, @Nullable Object> body) {
    return confirmed(arguments, () -> submit(call, arguments, body, Manner.ASYNC));
  }

  Answer<Map<String, @Nullable Object>> retry(
      Call call, Fields arguments, Map<String, @Nullable Object> body) {
    var operation = LookTools.operation(arguments);
    var key =
        new IdempotencyKey(
            call.partner(),
            call.scope() + " retry " + operation,
            Objects.requireNonNull(arguments.get(Arguments.KEY)),
            "");
    return confirmed(
        arguments,
        () ->
            changes
                .retry(
                    call.partner(),
                    LookTools.connection(arguments),
                    operation,
                    key,
                    traces.begin(call))
                .map(retried -> LookTools.explained(retried.operation())));
  }

  private Answer<Map<String, @Nullable Object>> submit(
      Call call, Fields arguments, Map<String, @Nullable Object> body, Manner manner) {
    var resource = LookTools.resource(Objects.requireNonNull(arguments.get(Arguments.RESOURCE)));
    var record = arguments.get(Arguments.RECORD);
    var key = arguments.get(Arguments.KEY);
    var command =
        new WriteCommand(
            call.partner(),
            resource,
            record == null ? OperationType.CREATE : OperationType.UPDATE,
            record == null ? null : new ResourceId(record),
            body,
            false,
            manner,
            null,
            key,
            call.scope() + " " + resource.wire() + (record == null ? "" : " " + record),
            key == null ? "" : Computing.run(call.length(), () -> BodyHash.of(body)),
            traces.begin(call));
    return writes.submit(command).toCompletableFuture().join().map(result -> shown(call, result));
  }

  private Map<String, @Nullable Object> shown(Call call, WriteResult result) {
    return switch (result) {
      case WriteResult.Shown shown -> shown.toJson();
      case WriteResult.Stored(var view, _) -> {
        traces.about(call, view.operation());
        yield LookTools.explained(view);
      }
    };
  }

  private static <T> Answer<T> confirmed(Fields arguments, Supplier<Answer<T>> then) {
    if (Boolean.TRUE.equals(arguments.get(Arguments.CONFIRM))) {
      return then.get();
    }
    return Answer.refused(
        new Refusal.Invalid(
            List.of(
                new FieldFault(
                    Arguments.CONFIRM.name(),
                    "false",
                    "must be true, and only after a person has seen the write and agreed",
                    "not_confirmed"))));
  }
}
