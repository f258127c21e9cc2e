package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.JsonBody;
import dev.gladhand.sandbox.provider.Shape;

/** Reads request bodies with the strictness that Samsara documents. */
final class SamsaraBodies {
  private SamsaraBodies() {}

  /**
   * Reads the body as an object that fits the shape; otherwise throws a {@code Refusal} that names
   * the first fault.
   */
  static Json.Obj read(Request request, Shape shape) {
    Json.Obj object =
        JsonBody.declared(
            request,
            "request body",
            (status, message) -> SamsaraErrors.refusal(request, status, message + "."));
    var faults = shape.faults(object);
    if (!faults.isEmpty()) {
      Shape.Violation first = faults.getFirst();
      throw SamsaraErrors.invalid(request, first.path() + ": " + first.message());
    }
    return object;
  }
}
