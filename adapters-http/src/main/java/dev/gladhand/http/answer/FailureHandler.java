package dev.gladhand.http.answer;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers an unexpected exception with a 500. The caller gets no detail; the log gets the whole
 * exception.
 */
@Singleton
final class FailureHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

  @Override
  @SuppressWarnings("rawtypes") // The framework's interface uses the raw type.
  public HttpResponse<?> handle(HttpRequest request, Throwable failure) {
    LOG.error("answering 500 to a request that failed unexpectedly", failure);
    return Errors.of(500, null);
  }
}
