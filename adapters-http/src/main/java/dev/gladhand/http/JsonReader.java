package dev.gladhand.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text strictly: UTF-8 without a byte order mark, no duplicate keys, nothing behind
 * the value, at most 32 levels and 100,000 values, names of at most 256 characters, numbers of at
 * most 1,000 digits, which keep their exact value.
 */
public final class JsonReader {
  private static final int MAX_LEVELS = 32;
  private static final int MAX_DIGITS = 1000;
  // Two signs, a point and an E, besides the digits.
  private static final int MAX_NUMBER = MAX_DIGITS + 4;
  private static final int MAX_TEXT = 4 * 1024 * 1024;
  private static final int MAX_NAME = 256;

  /** More than the largest import has; their objects are many times as large as their text. */
  private static final int MAX_VALUES = 100_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_LEVELS)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(MAX_TEXT)
                  // Counted in characters below; one takes up to two units.
                  .maxNameLength(2 * MAX_NAME)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names come from callers: interning them would keep them for ever.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private int values;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /** The value: String, BigDecimal, Boolean, List, Map or null. */
  public static @Nullable Object read(byte[] body) {
    return read(text(body));
  }

  public static @Nullable Object read(String text) {
    try (var parser = FACTORY.createParser(text)) {
      var first = parser.nextToken();
      if (first == null) {
        throw Halt.malformed("the body is empty where JSON is required");
      }
      var value = new JsonReader(parser).value(first);
      if (parser.nextToken() != null) {
        throw Halt.malformed("something follows the JSON value");
      }
      return value;
    } catch (IOException | NumberFormatException | ArithmeticException e) {
      throw Halt.malformed(
          "the body is not well-formed JSON (no duplicate names, none of more than 256 characters, at"
              + " most 32 levels, numbers of at most 1,000 digits)");
    }
  }

  private static String text(byte[] body) {
    var text = new String(body, StandardCharsets.UTF_8);
    // The fast way replaces what is malformed; only then is it worth looking closer.
    if (text.indexOf('\uFFFD') >= 0 && !wellFormed(body)) {
      throw Halt.malformed("the body is not valid UTF-8");
    }
    if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
      throw Halt.malformed("the body begins with a byte order mark");
    }
    return text;
  }

  private static boolean wellFormed(byte[] body) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  // The parser's limit on levels bounds the recursion.
  private @Nullable Object value(JsonToken token) throws IOException {
    values++;
    if (values > MAX_VALUES) {
      throw Halt.malformed("the body has more than 100,000 values");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw Halt.malformed("the body is not well-formed JSON");
    };
  }

  private Map<String, @Nullable Object> object() throws IOException {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (var token = parser.nextToken();
        token == JsonToken.FIELD_NAME;
        token = parser.nextToken()) {
      var name = parser.currentName();
      if (name.length() > MAX_NAME && name.codePointCount(0, name.length()) > MAX_NAME) {
        throw Halt.malformed("a member of the body has a name of more than 256 characters");
      }
      object.put(name, value(parser.nextToken()));
    }
    return object;
  }

  private List<@Nullable Object> array() throws IOException {
    var array = new ArrayList<@Nullable Object>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      array.add(value(token));
    }
    return array;
  }

  private BigDecimal number() throws IOException {
    if (parser.getTextLength() > MAX_DIGITS
        && parser.getText().chars().filter(Character::isDigit).count() > MAX_DIGITS) {
      throw Halt.malformed("a number has more than 1,000 digits");
    }
    var number = parser.getDecimalValue();
    // Written out, 1e999999999 has more digits than a machine has memory.
    if (Math.abs((long) number.scale()) > MAX_DIGITS) {
      throw Halt.malformed("a number has more than 1,000 digits");
    }
    return number;
  }
}
