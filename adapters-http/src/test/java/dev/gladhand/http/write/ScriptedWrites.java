package dev.gladhand.http.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.write.SubmitWrite;
import dev.gladhand.application.write.WriteCommand;
import dev.gladhand.application.write.WriteResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers as it was told to, and keeps what it was asked. */
final class ScriptedWrites implements SubmitWrite {
  volatile WriteCommand last;
  private volatile CompletionStage<Answer<WriteResult>> next;

  void answer(Answer<WriteResult> answer) {
    next = CompletableFuture.completedFuture(answer);
  }

  void fail(RuntimeException failure) {
    next = CompletableFuture.failedFuture(failure);
  }

  @Override
  public CompletionStage<Answer<WriteResult>> submit(WriteCommand command) {
    last = command;
    return next;
  }
}
