package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import dev.gladhand.sandbox.provider.Shape;
import java.util.Locale;

/** Reads request bodies with the strictness that Samsara documents. */
final class SamsaraBodies {
  private SamsaraBodies() {}

  /** The body as an object that fits the shape; otherwise the first fault as a refusal. */
  static Json.Obj read(Request request, Shape shape) {
    String type = request.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw SamsaraErrors.refusal(request, 415, "Content-Type must be application/json.");
    }
    try {
      if (!(Json.read(request.body()) instanceof Json.Obj object)) {
        throw SamsaraErrors.refusal(request, 400, "The request body must be an object.");
      }
      var faults = shape.faults(object);
      if (!faults.isEmpty()) {
        Shape.Violation first = faults.getFirst();
        throw SamsaraErrors.refusal(
            request,
            400,
            "Invalid value for parameter " + first.path() + ": " + first.message() + ".");
      }
      return object;
    } catch (JsonFault e) {
      throw SamsaraErrors.refusal(request, 400, "Malformed request body: " + e.reason() + ".");
    }
  }
}
