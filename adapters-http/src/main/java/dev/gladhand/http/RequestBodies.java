package dev.gladhand.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.web.router.RouteMatch;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes a body in, as far as its route takes one: right media type, not too long. */
final class RequestBodies {
  static final int MOST = 1024 * 1024;

  /** What no route's own limit exceeds. */
  static final int LARGEST = 8 * MOST;

  private static final byte[] NONE = {};

  private RequestBodies() {}

  static CompletableFuture<byte[]> of(HttpRequest<?> request, RouteMatch<?> route) {
    var taken = route.getAnnotationMetadata().findAnnotation(Takes.class).orElse(null);
    if (taken == null || !(request instanceof ServerHttpRequest<?> received)) {
      return CompletableFuture.completedFuture(NONE);
    }
    var types = taken.stringValues();
    var accepted = types.length == 0 ? new String[] {"application/json"} : types;
    if (!Arrays.asList(accepted).contains(Call.mediaType(request))
        || Call.foreignCharset(request)) {
      throw new Halt(
          415, "the body must be " + String.join(" or ", accepted) + " in UTF-8", Map.of());
    }
    var most = taken.intValue("most").orElse(MOST);
    var body = received.byteBody();
    if (body.expectedLength().orElse(0) > most) {
      throw tooLong(most);
    }
    if (body instanceof AvailableByteBody available) {
      return CompletableFuture.completedFuture(available.toByteArray());
    }
    return body.buffer().handle((whole, failure) -> buffered(whole, failure, most));
  }

  private static byte[] buffered(CloseableAvailableByteBody body, Throwable failure, int most) {
    var cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (cause instanceof ContentLengthExceededException
        || cause instanceof BufferLengthExceededException) {
      throw tooLong(most);
    }
    if (cause != null) {
      throw new CompletionException(cause);
    }
    try (body) {
      if (body.length() > most) {
        throw tooLong(most);
      }
      return body.toByteArray();
    }
  }

  private static Halt tooLong(int most) {
    return new Halt(413, "the body is longer than " + most / MOST + " MiB", Map.of());
  }
}
