package dev.gladhand.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON values: maps, collections, strings, numbers, booleans and null. Numbers keep their
 * exact value; half of a surrogate pair becomes the replacement character.
 */
public final class JsonWriter {
  /** With so many zeros written out, a number is still one that people read. */
  private static final int ZEROS = 20;

  private static final int PIECE = 8192;
  private static final char REPLACEMENT = '\uFFFD';
  private static final String[] ESCAPES = escapes();

  private final StringBuilder out = new StringBuilder(1024);
  private final boolean canonical;
  private final @Nullable Consumer<byte[]> sink;

  private JsonWriter(boolean canonical, @Nullable Consumer<byte[]> sink) {
    this.canonical = canonical;
    this.sink = sink;
  }

  public static byte[] bytes(@Nullable Object json) {
    return text(json).getBytes(StandardCharsets.UTF_8);
  }

  public static String text(@Nullable Object json) {
    var writer = new JsonWriter(false, null);
    writer.value(json);
    return writer.out.toString();
  }

  /**
   * Gives a sink, piece by piece, a text that is the same for values that say the same: members are
   * sorted by name, numbers have no trailing zeros. The sink must be done with a piece when it
   * returns.
   */
  public static void canonical(@Nullable Object json, Consumer<byte[]> sink) {
    var writer = new JsonWriter(true, sink);
    writer.value(json);
    sink.accept(writer.out.toString().getBytes(StandardCharsets.UTF_8));
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
      default -> string(value.toString());
    }
    // Between values, no pair of surrogates is cut in two.
    if (sink != null && out.length() > PIECE) {
      sink.accept(out.toString().getBytes(StandardCharsets.UTF_8));
      out.setLength(0);
    }
  }

  private void object(Map<?, ?> map) {
    var separator = '{';
    for (var entry : canonical ? new TreeMap<>(map).entrySet() : map.entrySet()) {
      out.append(separator);
      string(String.valueOf(entry.getKey()));
      out.append(':');
      value(entry.getValue());
      separator = ',';
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private void array(Iterable<?> many) {
    var separator = '[';
    for (var one : many) {
      out.append(separator);
      value(one);
      separator = ',';
    }
    out.append(separator == '[' ? "[]" : "]");
  }

  // An exponent stays one: 1e999999999 written out would be a gigabyte of zeros.
  private void number(BigDecimal given) {
    var number = canonical ? stripped(given) : given;
    out.append(
        number.scale() < -ZEROS || number.scale() > (long) number.precision() + ZEROS
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
    escapes['\n'] = "\\n";
    escapes['\r'] = "\\r";
    escapes['\t'] = "\\t";
    escapes['"'] = "\\\"";
    escapes['\\'] = "\\\\";
    return escapes;
  }
}
