package dev.gladhand.http.answer;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Writes the error body of a {@link Halt}. */
@Singleton
final class HaltHandler implements ExceptionHandler<Halt, HttpResponse<?>> {
  /** The token endpoint. Its errors with status 400 have the body that OAuth 2.0 defines. */
  private static final String TOKENS = "/oauth2/token";

  @Override
  @SuppressWarnings("rawtypes") // The framework's interface uses the raw type.
  public HttpResponse<?> handle(HttpRequest request, Halt halt) {
    return halt.status() == 400 && request.getPath().equals(TOKENS) ? oauth(halt) : Errors.of(halt);
  }

  private static HttpResponse<?> oauth(Halt halt) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("error", "invalid_request");
    body.put("error_description", halt.detail());
    return Replies.json(400, body);
  }
}
