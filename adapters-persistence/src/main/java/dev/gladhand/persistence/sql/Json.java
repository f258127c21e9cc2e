package dev.gladhand.persistence.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the store keeps it: String, BigDecimal (digit for digit, never as {@code 1E+3}), Boolean,
 * List, Map and null.
 */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(10_000)
                  .build())
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .build();

  private Json() {}

  public static String write(@Nullable Object value) {
    var out = new StringWriter(256);
    try (var json = FACTORY.createGenerator(out)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case BigDecimal number -> json.writeNumber(number);
      case BigInteger number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case List<?> list -> {
        json.writeStartArray();
        for (var item : list) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (var entry : map.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
    }
  }

  public static @Nullable Object read(String text) {
    try (var json = FACTORY.createParser(text)) {
      json.nextToken();
      return value(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of an object. */
  @SuppressWarnings("unchecked") // The keys of a JSON object are strings.
  public static Map<String, @Nullable Object> object(String text) {
    if (read(text) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new IllegalArgumentException("the stored text is no JSON object");
  }

  /** The text of an array of strings; null stands for an empty one. */
  public static List<String> strings(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    return read(text) instanceof List<?> list
        ? list.stream().map(String.class::cast).toList()
        : List.of();
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(json.getText());
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          var name = json.currentName();
          json.nextToken();
          map.put(name, value(json));
        }
        yield map;
      }
      case null, default -> throw new IOException("the stored text is no JSON value");
    };
  }
}
