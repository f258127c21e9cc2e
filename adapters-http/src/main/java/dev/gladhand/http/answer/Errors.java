package dev.gladhand.http.answer;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes error answers, whose body is {@code {code, message, detail}}. */
public final class Errors {
  private Errors() {}

  public static MutableHttpResponse<byte[]> of(int status, @Nullable Object detail) {
    return Problems.mark(Replies.json(status, body(status, detail)), detail);
  }

  public static MutableHttpResponse<byte[]> of(Halt halt) {
    var response = of(halt.status(), halt.detail());
    halt.headers().forEach(response::header);
    return response;
  }

  public static Map<String, @Nullable Object> body(int status, @Nullable Object detail) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("code", status);
    body.put("message", reason(status));
    body.put("detail", detail);
    return body;
  }

  /**
   * The default {@code detail} of an error with this status, used if nothing more specific is
   * known; null if the status has no default.
   */
  public static @Nullable String detail(int status) {
    return switch (status) {
      case 400 -> "the request is malformed";
      case 401 -> "a valid bearer token is required";
      case 403 -> "the token does not allow this";
      case 404 -> "there is nothing at this path";
      case 405 -> "this path does not support the method";
      case 406 -> "the answer is JSON";
      case 408 -> "the request did not arrive in time";
      case 413 -> "the request line, the headers or the body is too long";
      case 414, 431 -> "the request line or a header is too long";
      case 415 -> "this path does not accept the content type of the body";
      case 503 -> "the node is not available at the moment: try again later";
      default -> null;
    };
  }

  static String reason(int status) {
    return switch (status) {
      case 422 -> "Invalid Request Body";
      case 413 -> "Payload Too Large";
      default -> {
        try {
          yield HttpStatus.valueOf(status).getReason();
        } catch (IllegalArgumentException e) {
          yield status < 500 ? "Bad Request" : "Internal Server Error";
        }
      }
    };
  }
}
