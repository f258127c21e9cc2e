package dev.gladhand.http.gate;

import dev.gladhand.http.answer.Errors;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Problems;
import dev.gladhand.http.request.RequestIds;
import dev.gladhand.json.JsonWriter;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * Gives errors of the framework the error body of the contract. The framework's message is not
 * used, because it may quote the request.
 */
@Singleton
@Replaces(ErrorResponseProcessor.class)
final class ErrorBodies implements ErrorResponseProcessor<byte[]> {
  private final RequestIds ids;

  ErrorBodies(RequestIds ids) {
    this.ids = ids;
  }

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    if (context.getRootCause().orElse(null) instanceof Halt halt) {
      // An answer that is sent in pieces was ended before its first piece, so its status can still
      // be set.
      var ended = Errors.of(halt);
      ended.getHeaders().set(RequestIds.HEADER, ids.of(context.getRequest()));
      return Problems.told(context.getRequest(), ended);
    }
    var status = response.code();
    response.getHeaders().set(RequestIds.HEADER, ids.of(context.getRequest()));
    if (status == 401) {
      response.getHeaders().set("WWW-Authenticate", "Bearer");
    }
    var detail = Errors.detail(status);
    var told =
        response
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .body(JsonWriter.bytes(Errors.body(status, detail)));
    return Problems.told(context.getRequest(), Problems.mark(told, detail));
  }
}
