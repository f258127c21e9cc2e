package dev.gladhand.http.answer;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.json.JsonWriter;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes responses of JSON values and of {@link Answer}s. */
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

  /**
   * The response to an answer: what {@code ok} makes of its value, or an error response for its
   * refusal.
   */
  public static <T> MutableHttpResponse<byte[]> of(
      Answer<T> answer, Function<T, MutableHttpResponse<byte[]>> ok) {
    return switch (answer) {
      case Answer.Ok<T>(var value) -> ok.apply(value);
      case Answer.Refused<T>(var refusal) -> refusal(refusal);
    };
  }

  /** The error body of a refusal, to be put into another answer. */
  public static Map<String, @Nullable Object> error(Refusal refusal) {
    return error(halt(refusal));
  }

  /** The error body of a {@link Halt}, to be put into another answer. */
  public static Map<String, @Nullable Object> error(Halt halt) {
    return Errors.body(halt.status(), halt.detail());
  }

  public static MutableHttpResponse<byte[]> refusal(Refusal refusal) {
    return Errors.of(halt(refusal));
  }

  private static Halt halt(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound(var what) -> Halt.notFound(what);
      case Refusal.Forbidden(var why) -> new Halt(403, why, Map.of());
      case Refusal.Conflict(var why, var wait) ->
          wait.isZero() ? new Halt(409, why, Map.of()) : Halt.later(409, why, wait);
      case Refusal.Invalid(var faults) -> new Halt(422, faults(faults), Map.of());
      case Refusal.Malformed(var why) -> Halt.malformed(why);
      case Refusal.TooLarge(var why) -> new Halt(413, why, Map.of());
      case Refusal.NotSupported(var why) -> new Halt(501, why, Map.of());
      case Refusal.TooMany(var why, var wait) -> Halt.tooMany(why, wait);
      case Refusal.Unavailable(var why, var wait) -> Halt.unavailable(why, wait);
    };
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
