package dev.gladhand.e2e.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** JSON in tests. */
public final class Json {
  /** Stands for any text in an expectation. */
  public static final String ANY = "*any*";

  /** Stands for 32 hexadecimal digits in an expectation. */
  public static final String KEY = "*key*";

  private Json() {}

  public static JsonNode of(String text) {
    try {
      return Http.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  public static ObjectNode object(String text) {
    return (ObjectNode) of(text);
  }

  /** The body with one field set to the JSON text, byte for byte: no library has a say in it. */
  public static String with(String body, String field, String json) {
    var place = "@the place of " + field + "@";
    return object(body).put(field, place).toString().replace('"' + place + '"', json);
  }

  public static String without(String body, String field) {
    var object = object(body);
    object.remove(field);
    return object.toString();
  }

  /** Whether they are equal but for what the expectation leaves open. */
  public static boolean matches(JsonNode expected, JsonNode actual) {
    if (expected.isTextual() && expected.asText().equals(ANY)) {
      return actual.isTextual() && !actual.asText().isEmpty();
    }
    if (expected.isTextual() && expected.asText().equals(KEY)) {
      return actual.isTextual() && actual.asText().matches("[0-9a-f]{32}");
    }
    if (expected.isObject() && actual.isObject()) {
      return names(expected).equals(names(actual))
          && names(expected).stream()
              .allMatch(name -> matches(expected.get(name), actual.get(name)));
    }
    if (expected.isArray() && actual.isArray()) {
      return expected.size() == actual.size()
          && IntStream.range(0, expected.size())
              .allMatch(at -> matches(expected.get(at), actual.get(at)));
    }
    return expected.equals(actual);
  }

  public static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    names.sort(null);
    return names;
  }

  public static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
