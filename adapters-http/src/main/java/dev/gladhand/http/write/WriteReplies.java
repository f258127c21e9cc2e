package dev.gladhand.http.write;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.operation.OperationLinks;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;

/** Makes the answers to writes that were accepted, or that a dry run has found valid. */
final class WriteReplies {
  private WriteReplies() {}

  static MutableHttpResponse<byte[]> of(WriteResult result) {
    return switch (result) {
      case WriteResult.Stored(var operation, var replayed) -> stored(operation, replayed);
      case WriteResult.Shown shown -> Replies.ok(shown.toJson());
    };
  }

  private static MutableHttpResponse<byte[]> stored(OperationView operation, boolean replayed) {
    var response =
        Replies.json(status(operation), operation.toJson())
            .header(HttpHeaders.LOCATION, OperationLinks.of(operation));
    return replayed ? response.header("Idempotency-Replayed", "true") : response;
  }

  /**
   * The status of the answer. It depends on the operation alone, so that a repeated request gets
   * the same status as the first one.
   */
  private static int status(OperationView operation) {
    if (!operation.sync()) {
      return 202;
    }
    return operation.status().equals("success") ? 200 : 502;
  }
}
