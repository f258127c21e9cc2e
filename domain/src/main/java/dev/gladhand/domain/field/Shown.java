package dev.gladhand.domain.field;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows an input in a fault: a text as it is, anything else as JSON. It makes at most 200
 * characters, however large the input is.
 */
final class Shown {
  private static final int MOST = 200;

  /**
   * The most zeros that are written out in a number; a number with more is written with an
   * exponent.
   */
  private static final int ZEROS = 20;

  private final StringBuilder out = new StringBuilder();

  private Shown() {}

  static String of(@Nullable Object input) {
    var shown = new Shown();
    if (input instanceof String text) {
      shown.append(text);
    } else {
      shown.value(input);
    }
    var text = shown.out;
    text.setLength(Math.min(MOST, text.length()));
    return Texts.clean(text.toString());
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case String text -> {
        out.append('"');
        quoted(text);
        out.append('"');
      }
      case BigDecimal number -> append(number(number));
      case Map<?, ?> map -> {
        var separator = "{";
        for (var member : map.entrySet()) {
          if (full()) {
            return;
          }
          out.append(separator);
          value(String.valueOf(member.getKey()));
          out.append(':');
          value(member.getValue());
          separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        var separator = "[";
        for (var item : list) {
          if (full()) {
            return;
          }
          out.append(separator);
          value(item);
          separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case null -> out.append("null");
      default -> append(value.toString());
    }
  }

  private static String number(BigDecimal number) {
    return number.scale() < -ZEROS || number.scale() > number.precision() + ZEROS
        ? number.toString()
        : number.toPlainString();
  }

  private void quoted(String text) {
    for (var i = 0; i < text.length() && !full(); i++) {
      var c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c > 0 && c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
  }

  private void append(String text) {
    out.append(text, 0, Math.min(text.length(), MOST));
  }

  private boolean full() {
    return out.length() >= MOST;
  }
}
