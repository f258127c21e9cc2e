package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Refusal;
import java.util.UUID;

/**
 * Makes the error answers of the simulated Samsara. Their body is an object with a request id; in
 * the v1 API, it is a JSON string.
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

  /** A refusal that says that the value of a parameter is wrong. */
  static Refusal invalid(Request request, String what) {
    return refusal(request, 400, "Invalid value for parameter " + what + ".");
  }

  static Refusal refusal(Request request, int status, String message) {
    return new Refusal(answer(request, status, message));
  }
}
