package dev.gladhand.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON values: maps, collections, strings, numbers, booleans and null. Numbers keep their
 * exact value; half of a surrogate pair becomes the replacement character.
 */
public final class JsonWriter {
  private static final int PLAIN = 400;
  private static final char REPLACEMENT = '\uFFFD';
  private static final String[] ESCAPES = escapes();

  private final StringBuilder out = new StringBuilder(1024);

  private JsonWriter() {}

  public static byte[] bytes(@Nullable Object json) {
    return text(json).getBytes(StandardCharsets.UTF_8);
  }

  public static String text(@Nullable Object json) {
    var writer = new JsonWriter();
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
      default -> string(value.toString());
    }
  }

  private void object(Map<?, ?> map) {
    var separator = '{';
    for (var entry : map.entrySet()) {
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

  // 1e999999999 written out would be a gigabyte of zeros.
  private void number(BigDecimal number) {
    out.append(
        Math.abs((long) number.scale()) > PLAIN ? number.toString() : number.toPlainString());
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
