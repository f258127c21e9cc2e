package dev.gladhand.sandbox.fleetio;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.JsonBody;
import dev.gladhand.sandbox.provider.Refusal;
import dev.gladhand.sandbox.provider.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the error answers of the simulated Fleetio, and reads request bodies. One answer reports
 * what is wrong with all fields of a body; unknown fields are ignored.
 */
final class FleetioAnswers {
  private FleetioAnswers() {}

  static Answer problem(int status, String title) {
    return Answer.json(status, Json.obj("status", status, "title", title, "detail", title));
  }

  /** A 422 with the messages for each field. */
  static Answer invalid(Map<String, List<String>> errors) {
    return Answer.json(422, Json.obj("errors", errors));
  }

  static Refusal invalid(String field, String message) {
    return new Refusal(invalid(Map.of(field, List.of(message))));
  }

  static Json.Obj read(Request request, Shape shape) {
    Json.Obj object =
        JsonBody.declared(
            request, "body", (status, message) -> new Refusal(problem(status, message)));
    var errors = new LinkedHashMap<String, List<String>>();
    for (Shape.Violation violation : shape.faults(object)) {
      if (!violation.message().equals("is unknown")) {
        String message =
            violation.message().equals("is required") ? "can't be blank" : violation.message();
        errors.computeIfAbsent(violation.path(), _ -> new ArrayList<>()).add(message);
      }
    }
    if (!errors.isEmpty()) {
      throw new Refusal(invalid(errors));
    }
    return object;
  }
}
