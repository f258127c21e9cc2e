package dev.gladhand.console.frame;

import dev.gladhand.json.JsonLimits;
import dev.gladhand.json.JsonReader;
import dev.gladhand.json.MalformedJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** Converts an entered text to a JSON value. */
final class TypedValue {
  private static final JsonReader JSON =
      new JsonReader(new JsonLimits("the text", true, 32, 100_000, 256, 1024 * 1024, 1000));
  private static final int MAX_NUMBER = 1000;

  private TypedValue() {}

  /**
   * The JSON value for the texts entered in a control. A text that cannot be read as JSON stays a
   * text. The API refuses a value that does not fit the type, with a reason.
   *
   * @param type the type as JSON Schema names it
   * @param given at least one text
   */
  static Object of(String type, List<String> given) {
    var text = given.getFirst();
    return switch (type) {
      case "integer", "number" -> number(text.strip());
      case "boolean" ->
          text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : text;
      case "array" ->
          given.stream()
              .flatMap(String::lines)
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      case "object" -> object(text);
      default -> text;
    };
  }

  private static Object object(String text) {
    try {
      return Objects.requireNonNullElse(JSON.read(text), text);
    } catch (MalformedJson e) {
      // Stays a text, which the API refuses.
      return text;
    }
  }

  /** The number in the text; the text itself if it is not a number, which the API refuses. */
  private static Object number(String text) {
    if (text.length() > MAX_NUMBER) {
      return text;
    }
    try {
      var number = new BigDecimal(text);
      return Math.abs(number.scale()) > MAX_NUMBER ? text : number;
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
