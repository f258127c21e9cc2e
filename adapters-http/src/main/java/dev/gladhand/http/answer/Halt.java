package dev.gladhand.http.answer;

import dev.gladhand.domain.field.Faults;
import io.micronaut.http.HttpHeaders;
import java.io.Serial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with an error answer. It may be thrown anywhere while a request is read and
 * handled.
 */
public final class Halt extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final transient @Nullable Object detail;
  private final transient Map<String, String> headers;

  public Halt(int status, @Nullable Object detail, Map<String, String> headers) {
    // Callers can cause it as often as they like, so it has no stack trace, which takes time to
    // make.
    super("status " + status, null, false, false);
    this.status = status;
    this.detail = detail;
    this.headers = Map.copyOf(headers);
  }

  /** A 400 for a malformed parameter, header, cursor or JSON text. */
  public static Halt malformed(String why) {
    return new Halt(400, why, Map.of());
  }

  public static Halt unauthorized(String why) {
    return new Halt(401, why, Map.of("WWW-Authenticate", "Bearer"));
  }

  public static Halt missingScope(String scope) {
    var challenge = "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"";
    return new Halt(
        403, "the token lacks the scope " + scope, Map.of("WWW-Authenticate", challenge));
  }

  /** A 404: no such object exists, or it belongs to another partner. */
  public static Halt notFound(String what) {
    return new Halt(404, what, Map.of());
  }

  /** A 422 with one fault that concerns the body as a whole. */
  public static Halt invalid(@Nullable Object input, String message, String errorType) {
    var faults = new Faults();
    faults.add(input, message, errorType);
    return new Halt(422, Replies.faults(faults.list()), Map.of());
  }

  /** A 429: the caller has used up a limit for now. */
  public static Halt tooMany(String why, Duration wait) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("retry_after_seconds", seconds(wait));
    detail.put("message", why);
    return later(429, detail, wait);
  }

  /** A 503: the same request may be sent again later. */
  public static Halt unavailable(String why, Duration wait) {
    return later(503, why, wait);
  }

  /**
   * An error whose {@code Retry-After} states the wait in whole seconds, rounded up, at least one.
   */
  static Halt later(int status, Object detail, Duration wait) {
    return new Halt(status, detail, Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait))));
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  public int status() {
    return status;
  }

  /** The member {@code detail} of the error body. */
  public @Nullable Object detail() {
    return detail;
  }

  Map<String, String> headers() {
    return headers;
  }
}
