package dev.gladhand.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text within limits: well-formed UTF-8, one value with nothing after it, numbers with
 * their exact value. Thread-safe.
 */
public final class JsonReader {
  private final JsonLimits limits;
  private final JsonFactory factory;

  public JsonReader(JsonLimits limits) {
    this.limits = limits;
    factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.levels())
                    // Besides the digits there may be two signs, a point and an E.
                    .maxNumberLength(limits.digits() + 4)
                    .maxStringLength(limits.textLength())
                    // Characters are counted below; a character takes up to two units.
                    .maxNameLength(2 * limits.nameLength())
                    .build())
            // Names come from untrusted senders, and a table of names would keep them for ever.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // All threads share the buffers, because virtual threads are too short-lived to keep
            // their own.
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();
  }

  /**
   * The value of a text.
   *
   * @throws MalformedJson if it is not one JSON value within the limits
   */
  public @Nullable Object read(byte[] text) {
    var characters = new String(text, StandardCharsets.UTF_8);
    // The fast decoder replaces malformed bytes, so the bytes are only checked if there is a
    // replacement character.
    if (characters.indexOf('\uFFFD') >= 0 && !isUtf8(text)) {
      throw malformed("is not valid UTF-8");
    }
    if (characters.isEmpty() || characters.charAt(0) != '\uFEFF') {
      return read(characters);
    }
    if (limits.strict()) {
      throw malformed("begins with a byte order mark");
    }
    return read(characters.substring(1));
  }

  /**
   * The value of a text.
   *
   * @throws MalformedJson if it is not one JSON value within the limits
   */
  public @Nullable Object read(String text) {
    try (var parser = factory.createParser(text)) {
      var first = parser.nextToken();
      if (first == null) {
        throw malformed("is empty where JSON is required");
      }
      var value = new Reading(parser).value(first);
      if (parser.nextToken() != null) {
        throw malformed("has more than one JSON value");
      }
      return value;
    } catch (IOException | NumberFormatException | ArithmeticException e) {
      throw notWellFormed();
    }
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private MalformedJson malformed(String why) {
    return new MalformedJson(limits.what() + " " + why);
  }

  private MalformedJson tooMany(String what, int most, String counted) {
    return malformed(
        "has " + what + "more than " + String.format(Locale.ROOT, "%,d", most) + " " + counted);
  }

  private MalformedJson notWellFormed() {
    return malformed(
        String.format(
            Locale.ROOT,
            "is not well-formed JSON (%s of more than %,d characters, at most %,d levels, numbers of"
                + " at most %,d digits)",
            limits.strict() ? "no duplicate names, none" : "no name",
            limits.nameLength(),
            limits.levels(),
            limits.digits()));
  }

  /** Reads one text; the parser's limit on levels bounds the recursion. */
  private final class Reading {
    private final JsonParser parser;
    private int values;

    Reading(JsonParser parser) {
      this.parser = parser;
    }

    @Nullable Object value(JsonToken token) throws IOException {
      values++;
      if (values > limits.values()) {
        throw tooMany("", limits.values(), "values");
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
            throw notWellFormed();
      };
    }

    private Map<String, @Nullable Object> object() throws IOException {
      var object = new LinkedHashMap<String, @Nullable Object>();
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (name.length() > limits.nameLength()
            && name.codePointCount(0, name.length()) > limits.nameLength()) {
          throw tooMany("a name of ", limits.nameLength(), "characters");
        }
        var before = object.size();
        object.put(name, value(parser.nextToken()));
        if (limits.strict() && object.size() == before) {
          throw notWellFormed();
        }
      }
      return object;
    }

    private List<@Nullable Object> array() throws IOException {
      var array = new ArrayList<@Nullable Object>();
      for (var token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        array.add(value(token));
      }
      return array;
    }

    private BigDecimal number() throws IOException {
      if (parser.getTextLength() > limits.digits()
          && parser.getText().chars().filter(Character::isDigit).count() > limits.digits()) {
        throw tooManyDigits();
      }
      var number = parser.getDecimalValue();
      // Written with all digits, 1e999999999 would not fit into memory.
      if (Math.abs((long) number.scale()) > limits.digits()) {
        throw tooManyDigits();
      }
      return number;
    }

    private MalformedJson tooManyDigits() {
      return tooMany("a number of ", limits.digits(), "digits");
    }
  }
}
