package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import java.util.Locale;

/**
 * Reads the JSON object in a request's body. A {@link Refusing} makes the provider's answer to a
 * wrong body.
 */
public final class JsonBody {

  /** Makes a provider's refusal of a body. */
  @FunctionalInterface
  public interface Refusing {
    Refusal refusal(int status, String message);
  }

  private JsonBody() {}

  /**
   * The object in a body whose {@code Content-Type} must be JSON.
   *
   * @param noun what the provider calls a body
   */
  public static Json.Obj declared(Request request, String noun, Refusing refusing) {
    String type = request.header("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw refusing.refusal(415, "Content-Type must be application/json");
    }
    return object(request, noun, refusing);
  }

  /** The object in a body, whatever its {@code Content-Type}. */
  public static Json.Obj object(Request request, String noun, Refusing refusing) {
    try {
      if (Json.read(request.body()) instanceof Json.Obj object) {
        return object;
      }
    } catch (JsonFault e) {
      throw refusing.refusal(400, "Malformed " + noun + ": " + e.reason());
    }
    throw refusing.refusal(400, "The " + noun + " must be an object");
  }
}
