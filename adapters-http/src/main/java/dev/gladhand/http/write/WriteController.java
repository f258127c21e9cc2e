package dev.gladhand.http.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.write.SubmitWrite;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.gate.NewWork;
import dev.gladhand.http.gate.RequestTraces;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import dev.gladhand.http.request.Takes;
import io.micronaut.context.annotation.Executable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** Accepts the writes of all resources, on the paths of {@link WriteRoutes}. */
@Singleton
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class WriteController {
  private final SubmitWrite writes;
  private final RequestTraces traces;

  WriteController(SubmitWrite writes, RequestTraces traces) {
    this.writes = writes;
    this.traces = traces;
  }

  @Knows({"is_sync", "dry_run", "expires_in"})
  @Executable
  @Secured(Scopes.TELEMATICS_WRITE)
  @Takes
  @NewWork
  CompletionStage<HttpResponse<?>> create(Call call) {
    return submit(call, OperationType.CREATE);
  }

  @Knows({"is_sync", "dry_run", "expires_in"})
  @Executable
  @Secured(Scopes.TELEMATICS_WRITE)
  @Takes
  @NewWork
  CompletionStage<HttpResponse<?>> update(Call call) {
    return submit(call, OperationType.UPDATE);
  }

  private CompletionStage<HttpResponse<?>> submit(Call call, OperationType type) {
    return writes
        .submit(WriteRequest.of(call, type, traces.begin(call)))
        .thenApply(answer -> reply(call, answer));
  }

  private HttpResponse<?> reply(Call call, Answer<WriteResult> answer) {
    if (answer instanceof Answer.Ok<WriteResult>(WriteResult.Stored(var view, _))) {
      traces.about(call, view.operation());
    }
    return Replies.of(answer, WriteReplies::of);
  }
}
