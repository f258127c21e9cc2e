package dev.gladhand.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Writes the error body that a request was ended with. */
@Singleton
final class HaltHandler implements ExceptionHandler<Halt, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes") // The framework declares it so.
  public HttpResponse<?> handle(HttpRequest request, Halt halt) {
    return Errors.of(halt);
  }
}
