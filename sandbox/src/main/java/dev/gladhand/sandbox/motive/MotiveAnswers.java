package dev.gladhand.sandbox.motive;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import dev.gladhand.sandbox.provider.Refusal;
import dev.gladhand.sandbox.provider.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** Error bodies, and bodies that are read with all their faults, by field. */
final class MotiveAnswers {
  private MotiveAnswers() {}

  static Answer error(int status, String message) {
    return Answer.json(status, Json.obj("error_message", message));
  }

  /** A 422 with the messages for each field. */
  static Answer invalid(List<Shape.Violation> violations) {
    var errors = new LinkedHashMap<String, List<String>>();
    for (Shape.Violation violation : violations) {
      errors.computeIfAbsent(violation.path(), _ -> new ArrayList<>()).add(violation.message());
    }
    return Answer.json(422, Json.obj("error_message", "Validation failed", "errors", errors));
  }

  static Refusal invalid(String field, String message) {
    return new Refusal(invalid(List.of(new Shape.Violation(field, message))));
  }

  static Json.Obj read(Request request, Shape shape) {
    String type = request.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new Refusal(error(415, "Content-Type must be application/json"));
    }
    Json body;
    try {
      body = Json.read(request.body());
    } catch (JsonFault e) {
      throw new Refusal(error(400, "Malformed body: " + e.reason()));
    }
    if (!(body instanceof Json.Obj object)) {
      throw new Refusal(error(400, "The body must be an object"));
    }
    var faults = shape.faults(object);
    if (!faults.isEmpty()) {
      throw new Refusal(invalid(faults));
    }
    return object;
  }
}
