package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.json.Json;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the value of a field. Returns what is wrong with the value, such as {@code must be a
 * string}; null if nothing is.
 */
@FunctionalInterface
public interface Check {

  @Nullable String fault(Json value);

  /**
   * A check that passes if this one and the other one pass; if both fail, the fault of this one is
   * reported.
   */
  default Check and(Check other) {
    return value -> {
      String fault = fault(value);
      return fault == null ? other.fault(value) : fault;
    };
  }

  /** A text with a length from {@code shortest} to {@code longest} characters. */
  static Check text(int shortest, int longest) {
    return value -> {
      if (!(value instanceof Json.Text(String text))) {
        return "must be a string";
      }
      int length = text.codePointCount(0, text.length());
      if (length < shortest) {
        return shortest == 1
            ? "must not be empty"
            : "must have at least " + shortest + " characters";
      }
      return length > longest ? "must have at most " + longest + " characters" : null;
    };
  }

  /** Text of any length. */
  static Check text() {
    return text(0, Integer.MAX_VALUE);
  }

  /**
   * A text that as a whole matches the regular expression; {@code otherwise} says what is wrong
   * with any other value.
   */
  static Check matching(String regex, String otherwise) {
    var pattern = Pattern.compile(regex);
    return text()
        .and(
            value ->
                value instanceof Json.Text(String text) && pattern.matcher(text).matches()
                    ? null
                    : otherwise);
  }

  /** One of these texts. */
  static Check oneOf(String... words) {
    List<String> known = List.of(words);
    return text()
        .and(
            value ->
                value instanceof Json.Text(String text) && known.contains(text)
                    ? null
                    : "must be one of " + String.join(", ", known));
  }

  /** A number without a fraction, from {@code lowest} to {@code highest}. */
  static Check integer(long lowest, long highest) {
    return value -> {
      if (!(value instanceof Json.Num number) || !number.isInteger()) {
        return "must be an integer";
      }
      BigDecimal decimal = number.decimal();
      boolean within =
          decimal.compareTo(BigDecimal.valueOf(lowest)) >= 0
              && decimal.compareTo(BigDecimal.valueOf(highest)) <= 0;
      return within ? null : "must be between " + lowest + " and " + highest;
    };
  }

  /** A number above zero or, if {@code zeroToo} is true, zero. */
  static Check number(boolean zeroToo) {
    return value -> {
      if (!(value instanceof Json.Num number)) {
        return "must be a number";
      }
      int sign = number.decimal().signum();
      return sign > 0 || (zeroToo && sign == 0) ? null : "must be positive";
    };
  }

  /** True or false. */
  static Check bool() {
    return value -> value instanceof Json.Bool ? null : "must be a boolean";
  }

  /** A decimal number written as a string in plain notation. */
  static Check decimalText() {
    return matching("\\d{1,15}(\\.\\d{1,15})?", "must be a decimal number as a string");
  }

  /** A time with a zone (RFC 3339). */
  static Check time() {
    return text()
        .and(
            value -> {
              try {
                OffsetDateTime.parse(((Json.Text) value).value());
                return null;
              } catch (DateTimeParseException e) {
                return "must be an RFC 3339 time with a zone";
              }
            });
  }

  /** An array with at least {@code fewest} items, each of which passes the check. */
  static Check array(int fewest, Check item) {
    return value -> {
      if (!(value instanceof Json.Arr(List<Json> items))) {
        return "must be an array";
      }
      if (items.size() < fewest) {
        return "must not be empty";
      }
      for (Json one : items) {
        String fault = item.fault(one);
        if (fault != null) {
          return "each item " + fault;
        }
      }
      return null;
    };
  }

  /** An object whose values are strings of at most 255 characters. */
  static Check textMap() {
    return value -> {
      if (!(value instanceof Json.Obj object)) {
        return "must be an object";
      }
      boolean texts =
          object.fields().values().stream()
              .allMatch(item -> item instanceof Json.Text(String text) && text.length() <= 255);
      return texts ? null : "must map strings to strings";
    };
  }

  /** An object that fits this shape. */
  static Check object(Shape shape) {
    return value -> {
      if (!(value instanceof Json.Obj object)) {
        return "must be an object";
      }
      var faults = shape.faults(object);
      return faults.isEmpty() ? null : faults.getFirst().path() + " " + faults.getFirst().message();
    };
  }

  /** Null, or a value that passes the check. */
  static Check nullOr(Check check) {
    return value -> value instanceof Json.Null ? null : check.fault(value);
  }
}
