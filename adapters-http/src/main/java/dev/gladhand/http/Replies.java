package dev.gladhand.http;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.domain.payload.FieldFault;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes responses of JSON values, and of answers. */
public final class Replies {
  private Replies() {}

  public static MutableHttpResponse<byte[]> json(int status, @Nullable Object json) {
    return bytes(status, MediaType.APPLICATION_JSON, JsonWriter.bytes(json));
  }

  public static MutableHttpResponse<byte[]> ok(@Nullable Object json) {
    return json(200, json);
  }

  public static MutableHttpResponse<byte[]> bytes(int status, String mediaType, byte[] body) {
    return HttpResponseFactory.INSTANCE
        .<byte[]>status(status, Errors.reason(status))
        .header(HttpHeaders.CONTENT_TYPE, mediaType)
        .contentLength(body.length)
        .body(body);
  }

  public static MutableHttpResponse<byte[]> noContent() {
    return HttpResponse.<byte[]>noContent();
  }

  /** The answer's value by {@code ok}, or its refusal as an error body. */
  public static <T> MutableHttpResponse<byte[]> of(
      Answer<T> answer, Function<T, MutableHttpResponse<byte[]>> ok) {
    return switch (answer) {
      case Answer.Ok<T>(var value) -> ok.apply(value);
      case Answer.Refused<T>(var refusal) -> refusal(refusal);
    };
  }

  /** The error body of a refusal, as one among several answers. */
  public static Map<String, @Nullable Object> error(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound(var what) -> Errors.body(404, what);
      case Refusal.Forbidden(var why) -> Errors.body(403, why);
      case Refusal.Conflict(var why, _) -> Errors.body(409, why);
      case Refusal.Invalid(var faults) -> Errors.body(422, faults(faults));
      case Refusal.Malformed(var why) -> Errors.body(400, why);
      case Refusal.TooLarge(var why) -> Errors.body(413, why);
      case Refusal.NotSupported(var why) -> Errors.body(501, why);
      case Refusal.TooMany(var why, var wait) ->
          Errors.body(429, tooManyDetail(why, seconds(wait)));
      case Refusal.Unavailable(var why, _) -> Errors.body(503, why);
    };
  }

  /** The error body that a request would have been ended with, as one among several answers. */
  public static Map<String, @Nullable Object> error(Halt halt) {
    return Errors.body(halt.status(), halt.detail());
  }

  public static MutableHttpResponse<byte[]> refusal(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound(var what) -> Errors.of(404, what);
      case Refusal.Forbidden(var why) -> Errors.of(403, why);
      case Refusal.Conflict(var why, var wait) -> conflict(why, wait);
      case Refusal.Invalid(var faults) -> Errors.of(422, faults(faults));
      case Refusal.Malformed(var why) -> Errors.of(400, why);
      case Refusal.TooLarge(var why) -> Errors.of(413, why);
      case Refusal.NotSupported(var why) -> Errors.of(501, why);
      case Refusal.TooMany(var why, var wait) -> tooMany(why, seconds(wait));
      case Refusal.Unavailable(var why, var wait) -> Errors.unavailable(why, seconds(wait));
    };
  }

  private static MutableHttpResponse<byte[]> conflict(String why, Duration wait) {
    var response = Errors.of(409, why);
    return wait.isZero() ? response : retryAfter(response, seconds(wait));
  }

  private static MutableHttpResponse<byte[]> tooMany(String why, long seconds) {
    return retryAfter(Errors.of(429, tooManyDetail(why, seconds)), seconds);
  }

  private static Map<String, Object> tooManyDetail(String why, long seconds) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("retry_after_seconds", seconds);
    detail.put("message", why);
    return detail;
  }

  private static MutableHttpResponse<byte[]> retryAfter(
      MutableHttpResponse<byte[]> response, long seconds) {
    return response.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  static List<Map<String, String>> faults(List<FieldFault> faults) {
    return faults.stream().map(Replies::fault).toList();
  }

  private static Map<String, String> fault(FieldFault fault) {
    var json = new LinkedHashMap<String, String>();
    json.put("path", fault.path());
    json.put("input", fault.input());
    json.put("message", fault.message());
    json.put("error_type", fault.errorType());
    return json;
  }
}
