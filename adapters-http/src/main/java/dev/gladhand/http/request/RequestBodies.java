package dev.gladhand.http.request;

import dev.gladhand.http.answer.Halt;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.AvailableByteBody;
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
import org.jspecify.annotations.Nullable;

/** Receives a body if its route takes one, and checks its media type, encoding and length. */
public final class RequestBodies {
  static final int MOST = 1024 * 1024;

  /** The largest value, in bytes, that a route may set as the limit of its bodies. */
  public static final int LARGEST = 32 * MOST;

  private static final byte[] NONE = {};
  private static final String JSON = "application/json";

  /**
   * The content encodings that a body may have. The server has decoded them before this class gets
   * the body; {@code identity} means that the body is not encoded.
   */
  private static final Set<String> DECODED =
      Set.of("identity", "gzip", "x-gzip", "deflate", "x-deflate");

  private RequestBodies() {}

  /**
   * A body in the form that its route takes: in memory or on disk.
   *
   * @param answered frees the body's memory; it is run when the request is answered
   */
  public record Taken(byte[] bytes, @Nullable SpooledBody spooled, Runnable answered) {
    private static final Taken NOTHING = new Taken(NONE, null, () -> {});
  }

  public static CompletableFuture<Taken> of(
      HttpRequest<?> request, RouteMatch<?> route, StreamPlaces places, BodyMemory memory) {
    var taken = route.getAnnotationMetadata().findAnnotation(Takes.class).orElse(null);
    if (taken != null
        && taken.booleanValue("spooled").orElse(false)
        && request instanceof ServerHttpRequest<?> received) {
      checkType(request, taken);
      var most = taken.intValue("most").orElse(MOST);
      if (received.byteBody().expectedLength().orElse(0) > most) {
        throw tooLong(most);
      }
      var caller = request.getUserPrincipal(Caller.class).orElse(null);
      var arriving = places.await(caller);
      return BodySpooler.read(received.byteBody().toByteArrayPublisher(), most, tooLong(most))
          .whenComplete((_, _) -> arriving.run())
          .thenApply(body -> body.served(() -> places.take(caller)))
          .handle(
              (whole, failure) ->
                  failure == null
                      ? new Taken(NONE, whole, () -> {})
                      : failed(cause(failure), most));
    }
    return inMemory(request, route, memory);
  }

  private static CompletableFuture<Taken> inMemory(
      HttpRequest<?> request, RouteMatch<?> route, BodyMemory memory) {
    var taken = route.getAnnotationMetadata().findAnnotation(Takes.class).orElse(null);
    if (taken == null || !(request instanceof ServerHttpRequest<?> received)) {
      return CompletableFuture.completedFuture(Taken.NOTHING);
    }
    var body = received.byteBody();
    var optional = taken.booleanValue("optional").orElse(false);
    if (optional && isNone(request)) {
      return CompletableFuture.completedFuture(Taken.NOTHING);
    }
    checkType(request, taken);
    var most = taken.intValue("most").orElse(MOST);
    if (body.expectedLength().orElse(0) > most) {
      throw tooLong(most);
    }
    var read =
        body instanceof AvailableByteBody available
            ? BodyReader.of(available.toByteArray(), memory, holder(request))
            : BodyReader.read(
                body.toByteArrayPublisher(), most, tooLong(most), memory, holder(request));
    return read.handle(
        (whole, failure) -> {
          if (failure != null) {
            return failed(failure, most);
          }
          checkPresent(whole, optional);
          return new Taken(whole.bytes(), null, whole.held()::close);
        });
  }

  /**
   * The holder for whom a body's memory counts: the caller's partner; without a partner, the
   * client; without a token, the address.
   */
  private static Object holder(HttpRequest<?> request) {
    var caller = request.getUserPrincipal(Caller.class).orElse(null);
    if (caller == null) {
      return request.getRemoteAddress().getAddress();
    }
    var partner = caller.partner();
    return partner == null ? caller.getName() : partner;
  }

  private static boolean isNone(HttpRequest<?> request) {
    var length = request.getHeaders().get(HttpHeaders.CONTENT_LENGTH);
    return (length == null || length.strip().equals("0"))
        && !request.getHeaders().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /**
   * Refuses an optional body that was sent but has no bytes after decoding: it does not count as a
   * request without a body.
   */
  private static void checkPresent(BodyReader.Whole body, boolean optional) {
    if (optional && body.bytes().length == 0) {
      body.held().close();
      throw Halt.malformed("the body is empty");
    }
  }

  private static void checkType(HttpRequest<?> request, AnnotationValue<Takes> taken) {
    var types = taken.stringValues();
    var accepted = new ArrayList<>(types.length == 0 ? List.of(JSON) : List.of(types));
    if (request.getMethod() == HttpMethod.PATCH && accepted.contains(JSON)) {
      // Every PATCH of this API is a merge patch (RFC 7396).
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

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static Taken failed(Throwable failure, int most) {
    throw switch (failure) {
      case Halt halt -> halt;
      case ContentLengthExceededException _, BufferLengthExceededException _ -> tooLong(most);
      case DecoderException _ ->
          Halt.malformed("the body cannot be decoded as its Content-Encoding says");
      // The connection is gone, so nobody gets this answer.
      case IOException _, BodySpooler.Broken _ ->
          Halt.malformed("the connection ended before the whole body had arrived");
      default -> new CompletionException(failure);
    };
  }

  private static Halt tooLong(int most) {
    return new Halt(413, "the body is longer than " + most / 1024 + " KiB", Map.of());
  }
}
