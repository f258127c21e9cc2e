package dev.gladhand.http;

import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.web.router.RouteMatch;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes a body in, as far as its route takes one: right media type and encoding, not too long. */
final class RequestBodies {
  static final int MOST = 1024 * 1024;

  /** What no route's own limit exceeds. */
  static final int LARGEST = 8 * MOST;

  private static final byte[] NONE = {};
  private static final String JSON = "application/json";

  /** What the server decodes before a body gets here; {@code identity} is no encoding. */
  private static final Set<String> DECODED =
      Set.of("identity", "gzip", "x-gzip", "deflate", "x-deflate");

  private RequestBodies() {}

  static CompletableFuture<byte[]> of(HttpRequest<?> request, RouteMatch<?> route) {
    var taken = route.getAnnotationMetadata().findAnnotation(Takes.class).orElse(null);
    if (taken == null || !(request instanceof ServerHttpRequest<?> received)) {
      return CompletableFuture.completedFuture(NONE);
    }
    var body = received.byteBody();
    var none = body.expectedLength().orElse(-1) == 0;
    if (!none || !taken.booleanValue("optional").orElse(false)) {
      checkType(request, taken);
    }
    var most = taken.intValue("most").orElse(MOST);
    if (body.expectedLength().orElse(0) > most) {
      throw tooLong(most);
    }
    if (body instanceof AvailableByteBody available) {
      return CompletableFuture.completedFuture(available.toByteArray());
    }
    return body.buffer().handle((whole, failure) -> buffered(whole, failure, most));
  }

  private static void checkType(HttpRequest<?> request, AnnotationValue<Takes> taken) {
    var types = taken.stringValues();
    var accepted = new ArrayList<>(types.length == 0 ? List.of(JSON) : List.of(types));
    if (request.getMethod() == HttpMethod.PATCH && accepted.contains(JSON)) {
      // What every PATCH here is, by RFC 7396.
      accepted.add("application/merge-patch+json");
    }
    if (!accepted.contains(Call.mediaType(request)) || Call.foreignCharset(request)) {
      throw new Halt(
          415, "the body must be " + String.join(" or ", accepted) + " in UTF-8", Map.of());
    }
    for (var line : request.getHeaders().getAll(HttpHeaders.CONTENT_ENCODING)) {
      if (!DECODED.contains(line.strip().toLowerCase(Locale.ROOT))) {
        throw new Halt(
            415,
            "the content encoding must be gzip, deflate or identity",
            Map.of(HttpHeaders.ACCEPT_ENCODING, "gzip, deflate"));
      }
    }
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
    if (cause instanceof DecoderException) {
      throw Halt.malformed("the body is not what its Content-Encoding says");
    }
    if (cause instanceof IOException) {
      // Nobody is left to be answered.
      throw Halt.malformed("the connection ended before the body did");
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
