package dev.gladhand.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON values: maps whose names are strings, collections, strings, numbers, booleans, null,
 * and {@link JsonText}. Members keep their order and numbers their exact value; half of a surrogate
 * pair becomes the replacement character. Any other value is refused with {@link
 * IllegalArgumentException}.
 */
public final class JsonWriter {
  /**
   * The most zeros that are written out in a number; a number with more is written with an
   * exponent.
   */
  private static final int ZEROS = 20;

  private static final int PIECE = 8192;
  private static final char REPLACEMENT = '\uFFFD';
  private static final String[] ESCAPES = escapes();

  private enum Form {
    COMPACT,
    PLAIN,
    CANONICAL,
    INDENTED
  }

  private final StringBuilder out = new StringBuilder(1024);
  private final Form form;
  private final @Nullable Consumer<byte[]> sink;
  private int level;

  private JsonWriter(Form form, @Nullable Consumer<byte[]> sink) {
    this.form = form;
    this.sink = sink;
  }

  public static byte[] bytes(@Nullable Object json) {
    return text(json).getBytes(StandardCharsets.UTF_8);
  }

  public static String text(@Nullable Object json) {
    return text(json, Form.COMPACT);
  }

  /**
   * Writes a value like {@link #text}, but its numbers without exponents, however many zeros they
   * have.
   */
  public static String plain(@Nullable Object json) {
    return text(json, Form.PLAIN);
  }

  /** Writes a value for people to read: one line for each member and item. */
  public static String indented(@Nullable Object json) {
    return text(json, Form.INDENTED);
  }

  /**
   * Writes a text that is equal for equivalent values: members are sorted by the UTF-16 units of
   * their names, numbers have no trailing zeros. For values without numbers it is the text of RFC
   * 8785.
   */
  public static String canonical(@Nullable Object json) {
    return text(json, Form.CANONICAL);
  }

  /**
   * Writes the canonical text as UTF-8 and gives it to a sink in pieces. The sink must not use a
   * piece after it has returned.
   */
  public static void canonical(@Nullable Object json, Consumer<byte[]> sink) {
    var writer = new JsonWriter(Form.CANONICAL, sink);
    writer.value(json);
    sink.accept(writer.out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String text(@Nullable Object json, Form form) {
    var writer = new JsonWriter(form, null);
    writer.value(json);
    return writer.out.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(text);
      case Boolean bool -> out.append(bool.booleanValue());
      case Map<?, ?> map -> object(map);
      case Iterable<?> many -> array(many);
      case BigDecimal number -> number(number);
      case Integer whole -> out.append(whole.intValue());
      case Long whole -> out.append(whole.longValue());
      case BigInteger whole -> out.append(whole);
      case Double number when Double.isFinite(number) -> number(BigDecimal.valueOf(number));
      case JsonText written -> out.append(written.text());
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
    }
    // The text is only cut between values, so that no surrogate pair is split.
    if (sink != null && out.length() > PIECE) {
      sink.accept(out.toString().getBytes(StandardCharsets.UTF_8));
      out.setLength(0);
    }
  }

  private void object(Map<?, ?> map) {
    begin('{');
    var first = true;
    for (var entry : form == Form.CANONICAL ? new TreeMap<>(map).entrySet() : map.entrySet()) {
      next(first);
      string((String) entry.getKey());
      out.append(form == Form.INDENTED ? ": " : ":");
      value(entry.getValue());
      first = false;
    }
    end(first, '}');
  }

  private void array(Iterable<?> many) {
    begin('[');
    var first = true;
    for (var one : many) {
      next(first);
      value(one);
      first = false;
    }
    end(first, ']');
  }

  private void begin(char bracket) {
    out.append(bracket);
    level++;
  }

  private void next(boolean first) {
    if (!first) {
      out.append(',');
    }
    if (form == Form.INDENTED) {
      line();
    }
  }

  private void end(boolean empty, char bracket) {
    level--;
    if (form == Form.INDENTED && !empty) {
      line();
    }
    out.append(bracket);
  }

  private void line() {
    out.append('\n').repeat(' ', 2 * level);
  }

  // A large exponent is kept, because 1e1000 written out would be much longer than the sent text.
  private void number(BigDecimal given) {
    var number = form == Form.CANONICAL ? stripped(given) : given;
    out.append(
        form != Form.PLAIN
                && (number.scale() < -ZEROS || number.scale() > (long) number.precision() + ZEROS)
            ? number.toString()
            : number.toPlainString());
  }

  private static BigDecimal stripped(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  private void string(String text) {
    out.append('"');
    var from = 0;
    var length = text.length();
    for (var i = 0; i < length; i++) {
      var c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(text, from, i);
      if (c < ESCAPES.length) {
        out.append(ESCAPES[c]);
      } else {
        out.append(REPLACEMENT);
      }
      from = i + 1;
    }
    out.append(text, from, length).append('"');
  }

  private static String[] escapes() {
    var escapes = new String['\\' + 1];
    for (var c = 0; c < ' '; c++) {
      escapes[c] = "\\u00" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16);
    }
    escapes['\b'] = "\\b";
    escapes['\t'] = "\\t";
    escapes['\n'] = "\\n";
    escapes['\f'] = "\\f";
    escapes['\r'] = "\\r";
    escapes['"'] = "\\\"";
    escapes['\\'] = "\\\\";
    return escapes;
  }
}
