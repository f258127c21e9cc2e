package dev.gladhand.http.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.write.SubmitWrite;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.http.Api;
import dev.gladhand.http.Call;
import dev.gladhand.http.NewWork;
import dev.gladhand.http.Replies;
import dev.gladhand.http.Scoped;
import dev.gladhand.http.Takes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import java.util.concurrent.CompletionStage;

/** Takes the writes of all resources: which ones there are is the domain's to say. */
@Api("/v2/telematics")
final class WriteController {
  private final SubmitWrite writes;

  WriteController(SubmitWrite writes) {
    this.writes = writes;
  }

  @Post("/{resource}")
  @Scoped(Scopes.TELEMATICS_WRITE)
  @Takes
  @NewWork
  CompletionStage<HttpResponse<?>> create(Call call) {
    return submit(call, OperationType.CREATE);
  }

  @Patch("/{resource}/{id}")
  @Scoped(Scopes.TELEMATICS_WRITE)
  @Takes
  @NewWork
  CompletionStage<HttpResponse<?>> update(Call call) {
    return submit(call, OperationType.UPDATE);
  }

  private CompletionStage<HttpResponse<?>> submit(Call call, OperationType type) {
    return writes.submit(WriteRequest.of(call, type)).thenApply(WriteController::reply);
  }

  private static HttpResponse<?> reply(Answer<WriteResult> answer) {
    return Replies.of(answer, WriteReplies::of);
  }
}
