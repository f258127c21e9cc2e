package dev.gladhand.console.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.write.SubmitWrite;
import dev.gladhand.application.write.WriteCommand;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.json.JsonWriter;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Shows, by a dry run, the request that an operation would make now. Thread-safe; blocks. */
@Singleton
final class SendNow {
  private final SubmitWrite writes;

  SendNow(SubmitWrite writes) {
    this.writes = writes;
  }

  Block of(OperationView view) {
    var operation = view.operation();
    var target = operation.type() == OperationType.UPDATE ? operation.resourceId() : null;
    // The payload also names references by the provider's ids, which the dry run treats as copies
    // and drops. Null members are removed here.
    var body =
        new LinkedHashMap<String, @Nullable Object>(AnswerJson.map(view.toJson().get("payload")));
    body.values().removeIf(Objects::isNull);
    var command =
        new WriteCommand(
            operation.partner(),
            operation.resource(),
            operation.type(),
            target,
            body,
            true,
            WriteCommand.Manner.DRY_RUN,
            null,
            null,
            "console",
            "",
            null);
    try {
      return new Block.Details(
          "What would be sent now",
          List.of(told(writes.submit(command).toCompletableFuture().join())),
          false);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static Block told(Answer<WriteResult> answer) {
    return switch (answer) {
      case Answer.Ok<WriteResult>(WriteResult.Shown shown) ->
          new Block.Code("Request", JsonWriter.indented(shown.toJson().get("tsp_request")));
      case Answer.Ok<WriteResult>(WriteResult.Stored _) ->
          throw new IllegalStateException("a dry run stored something");
      case Answer.Refused<WriteResult>(var refusal) ->
          new Block.Notice(Block.Tone.PLAIN, "Refused now: " + Frame.stop(refusal).why());
    };
  }
}
