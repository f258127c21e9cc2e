package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Refusal;
import java.util.UUID;

/**
 * Makes Samsara's error answers. Their body is an object with a request id, or in the v1 API a JSON
 * string.
 */
final class SamsaraErrors {
  private SamsaraErrors() {}

  static Answer answer(Request request, int status, String message) {
    if (request.path().startsWith("/v1/")) {
      return Answer.json(status, new Json.Text(message));
    }
    return Answer.json(
        status, Json.obj("message", message, "requestId", UUID.randomUUID().toString()));
  }

  /** The refusal of a parameter's value. */
  static Refusal invalid(Request request, String what) {
    return refusal(request, 400, "Invalid value for parameter " + what + ".");
  }

  static Refusal refusal(Request request, int status, String message) {
    return new Refusal(answer(request, status, message));
  }
}
