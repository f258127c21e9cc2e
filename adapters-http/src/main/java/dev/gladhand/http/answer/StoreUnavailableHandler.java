package dev.gladhand.http.answer;

import dev.gladhand.application.store.StoreUnavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers 503 if the store cannot be reached, and says whether the request may have been accepted
 * all the same.
 */
@Singleton
public final class StoreUnavailableHandler
    implements ExceptionHandler<StoreUnavailable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(StoreUnavailableHandler.class);
  private static final Duration WAIT = Duration.ofSeconds(2);

  @Override
  @SuppressWarnings("rawtypes") // The framework's interface uses the raw type.
  public HttpResponse<?> handle(HttpRequest request, StoreUnavailable failure) {
    LOG.warn("answering 503, the store is unreachable: {}", failure.getMessage());
    return Errors.of(halt(failure, "Idempotency-Key"));
  }

  /**
   * The answer when the store is unavailable.
   *
   * @param key the name, as the caller knows it, of the header or argument for the idempotency key
   */
  public static Halt halt(StoreUnavailable failure, String key) {
    return Halt.unavailable(
        failure.maybeCommitted()
            ? "the store was lost during the commit or after it, so this may have been accepted:"
                + " repeat it with the same "
                + key
                + "; if it had none, look first"
            : "the store is unreachable; nothing was accepted",
        WAIT);
  }
}
