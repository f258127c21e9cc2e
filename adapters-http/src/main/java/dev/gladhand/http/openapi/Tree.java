package dev.gladhand.http.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions on documents made of maps, lists, strings, numbers, booleans and null. */
final class Tree {
  private static final String REF = "$ref";
  private static final String SCHEMAS = "#/components/schemas/";

  private Tree() {}

  /** The node itself if it is a map, otherwise a new empty map. */
  @SuppressWarnings("unchecked") // The keys of the description are strings.
  static Map<String, @Nullable Object> map(@Nullable Object node) {
    return node instanceof Map<?, ?> map
        ? (Map<String, @Nullable Object>) map
        : new LinkedHashMap<>();
  }

  static List<? extends @Nullable Object> list(@Nullable Object node) {
    return node instanceof List<?> list ? list : List.of();
  }

  /** The map at a key; created if missing. */
  static Map<String, @Nullable Object> child(Map<String, @Nullable Object> node, String key) {
    return map(node.computeIfAbsent(key, _ -> new LinkedHashMap<String, @Nullable Object>()));
  }

  static Map<String, @Nullable Object> reference(String schema) {
    var reference = new LinkedHashMap<String, @Nullable Object>();
    reference.put(REF, SCHEMAS + schema);
    return reference;
  }

  /** The name of the schema that a node refers to, or null. */
  static @Nullable String referred(@Nullable Object node) {
    return map(node).get(REF) instanceof String ref && ref.startsWith(SCHEMAS)
        ? ref.substring(SCHEMAS.length())
        : null;
  }

  /**
   * A deep copy in which {@code change} has been applied to each key and to each value that is a
   * string.
   */
  static @Nullable Object copy(@Nullable Object node, UnaryOperator<String> change) {
    return switch (node) {
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach(
            (key, value) -> copy.put(change.apply(String.valueOf(key)), copy(value, change)));
        yield copy;
      }
      case List<?> list -> {
        var copy = new ArrayList<@Nullable Object>();
        list.forEach(item -> copy.add(copy(item, change)));
        yield copy;
      }
      case String text -> change.apply(text);
      case BigDecimal number when number.stripTrailingZeros().scale() <= 0 ->
          number.toBigIntegerExact();
      case null, default -> node;
    };
  }

  /** A copy with its keys in alphabetical order, because some declarations have no order. */
  static @Nullable Object sorted(@Nullable Object node) {
    return switch (node) {
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), sorted(value)));
        yield sorted;
      }
      case List<?> list -> {
        var sorted = new ArrayList<@Nullable Object>();
        list.forEach(item -> sorted.add(sorted(item)));
        yield sorted;
      }
      case null, default -> node;
    };
  }

  static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> node) {
    return map(copy(node, UnaryOperator.identity()));
  }

  /** Merges {@code more} into a map: maps are merged, all other values are replaced. */
  static void merge(Map<String, @Nullable Object> into, Map<?, ?> more) {
    more.forEach(
        (key, value) -> {
          var name = String.valueOf(key);
          if (value instanceof Map<?, ?> inner && into.get(name) instanceof Map<?, ?> here) {
            merge(map(here), inner);
          } else {
            into.put(name, copy(value, UnaryOperator.identity()));
          }
        });
  }

  /** Visits every map, the outer ones first. */
  static void visit(@Nullable Object node, Consumer<Map<String, @Nullable Object>> visitor) {
    switch (node) {
      case Map<?, ?> map -> {
        visitor.accept(map(map));
        map.values().forEach(value -> visit(value, visitor));
      }
      case List<?> list -> list.forEach(item -> visit(item, visitor));
      case null, default -> {}
    }
  }
}
