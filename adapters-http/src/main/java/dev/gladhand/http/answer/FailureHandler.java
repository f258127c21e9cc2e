package dev.gladhand.http.answer;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what nobody expected: the caller learns nothing of it, the log everything. */
@Singleton
final class FailureHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

  @Override
  @SuppressWarnings("rawtypes") // The framework declares it so.
  public HttpResponse<?> handle(HttpRequest request, Throwable failure) {
    LOG.error("answering 500", failure);
    return Errors.of(500, null);
  }
}
