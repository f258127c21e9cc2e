package dev.gladhand.http.answer;

import dev.gladhand.json.JsonWriter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes errors as problem JSON (RFC 9457) for callers that name its media type in {@code Accept}.
 */
public final class Problems {
  static final String TYPE = "application/problem+json";

  private static final String DETAIL = "gladhand.error-detail";

  /**
   * The value of a response's attribute for a detail that is null, because an attribute cannot be
   * null.
   */
  private static final Object NONE = new Object();

  private Problems() {}

  /**
   * Marks a response as an error with this detail, so that {@link #told} can write it as problem
   * JSON if the caller wants that.
   */
  public static <B> MutableHttpResponse<B> mark(
      MutableHttpResponse<B> response, @Nullable Object detail) {
    response.setAttribute(DETAIL, detail == null ? NONE : detail);
    return response;
  }

  /**
   * The response with its body as problem JSON, if {@link #mark} has marked it as an error and the
   * request asks for problem JSON; otherwise the response unchanged.
   */
  @SuppressWarnings("unchecked") // The bodies of errors are bytes.
  public static <B> MutableHttpResponse<B> told(
      HttpRequest<?> request, MutableHttpResponse<B> response) {
    var detail = response.removeAttribute(DETAIL, Object.class).orElse(null);
    if (detail != null && wanted(request)) {
      var problem = JsonWriter.bytes(body(response.code(), detail.equals(NONE) ? null : detail));
      ((MutableHttpResponse<byte[]>) response)
          .contentType(TYPE)
          .contentLength(problem.length)
          .body(problem);
    }
    return response;
  }

  /**
   * Whether the request's {@code Accept} header names problem JSON, with at least the weight of
   * {@code application/json}. A caller that names both gets JSON for successes and problem JSON for
   * errors.
   */
  private static boolean wanted(HttpRequest<?> request) {
    var accepted = Accepted.of(request);
    return accepted.names(TYPE) && accepted.weight(TYPE) >= accepted.weight("application/json");
  }

  private static Map<String, @Nullable Object> body(int status, @Nullable Object detail) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("type", "about:blank");
    body.put("title", Errors.reason(status));
    body.put("status", status);
    switch (detail) {
      case List<?> faults -> {
        body.put("detail", "the body has faults: see errors");
        body.put("errors", faults);
      }
      case Map<?, ?> members -> {
        body.put("detail", members.get("message"));
        members.forEach(
            (name, value) -> {
              if (!name.equals("message")) {
                body.put(String.valueOf(name), value);
              }
            });
      }
      case null, default -> body.put("detail", detail);
    }
    return body;
  }
}
