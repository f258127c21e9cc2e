package dev.gladhand.testkit.tsp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.tsp.kit.TspJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as the domain's shapes take it. */
public final class TestJson {
  private TestJson() {}

  /** Numbers are decimals, digit for digit. */
  public static Map<String, @Nullable Object> object(String json) {
    var node = TspJson.read(json.getBytes(StandardCharsets.UTF_8));
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException("no JSON object: " + json);
    }
    return object(node);
  }

  private static Map<String, @Nullable Object> object(JsonNode node) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    node.propertyStream().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
    return map;
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isNumber()) {
      return new BigDecimal(node.asText());
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(item -> list.add(plain(item)));
      return list;
    }
    return node.isObject() ? object(node) : node.asText();
  }

  /** Whether a text stands in the JSON as a string, or as a part of one. */
  static boolean holds(String json, String text) {
    var node = TspJson.read(json.getBytes(StandardCharsets.UTF_8));
    return node != null && holds(node, text);
  }

  private static boolean holds(JsonNode node, String text) {
    if (node.isTextual()) {
      return node.asText().contains(text);
    }
    return node.valueStream().anyMatch(inner -> holds(inner, text));
  }
}
