package dev.gladhand.sandbox.motive;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.JsonBody;
import dev.gladhand.sandbox.provider.Refusal;
import dev.gladhand.sandbox.provider.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Makes the error answers and pages of lists of the simulated Motive, and reads request bodies. One
 * answer reports what is wrong with all fields of a body.
 */
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

  /** The page of a list that the request asks for. */
  static <T> Answer page(Request request, String name, Collection<T> all, Function<T, Json> show) {
    int perPage = number(request, "per_page", 25, 100);
    int page = number(request, "page_no", 1, 1_000_000);
    var items = all.stream().skip((page - 1L) * perPage).limit(perPage).map(show).toList();
    var pagination = Json.obj("per_page", perPage, "page_no", page, "total", all.size());
    return Answer.json(200, Json.obj(name, items, "pagination", pagination));
  }

  private static int number(Request request, String name, int otherwise, int most) {
    String value = request.query(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("\\d{1,7}") || Integer.parseInt(value) < 1) {
      throw new Refusal(error(400, name + " is not a number"));
    }
    return Math.min(most, Integer.parseInt(value));
  }

  static Json.Obj read(Request request, Shape shape) {
    Json.Obj object =
        JsonBody.declared(
            request, "body", (status, message) -> new Refusal(error(status, message)));
    var faults = shape.faults(object);
    if (!faults.isEmpty()) {
      throw new Refusal(invalid(faults));
    }
    return object;
  }
}
