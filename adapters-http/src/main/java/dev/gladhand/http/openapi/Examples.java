package dev.gladhand.http.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the example of a schema to every body and answer that uses the schema; {@code x-examples}
 * beside the schema names other examples instead.
 */
final class Examples {
  private static final String OTHERS = "x-examples";

  private final Map<String, @Nullable Object> written;
  private final Set<String> shown = new HashSet<>();

  Examples(Map<String, @Nullable Object> written) {
    this.written = written;
  }

  /** The examples that bodies refer to. Examples that are only parts of others are left out. */
  Map<String, @Nullable Object> components() {
    var components = new LinkedHashMap<String, @Nullable Object>();
    written.forEach(
        (name, value) -> {
          if (shown.contains(name)) {
            var example = new LinkedHashMap<String, @Nullable Object>();
            example.put("value", whole(value));
            components.put(name, example);
          }
        });
    return components;
  }

  /** The value, with each {@code x-example} in it replaced by the example that it names. */
  private @Nullable Object whole(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map when map.get("x-example") instanceof String name ->
          whole(written.get(name));
      case Map<?, ?> map -> {
        var whole = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, inner) -> whole.put(String.valueOf(key), whole(inner)));
        yield whole;
      }
      case List<?> list -> {
        var whole = new ArrayList<@Nullable Object>();
        list.forEach(inner -> whole.add(whole(inner)));
        yield whole;
      }
      case null, default -> value;
    };
  }

  void complete(Map<String, @Nullable Object> node) {
    if (!(node.get("content") instanceof Map<?, ?> content)) {
      return;
    }
    for (var media : content.values()) {
      var body = Tree.map(media);
      var schema = Tree.referred(body.get("schema"));
      var others = body.remove(OTHERS);
      if (schema != null && !body.containsKey("example")) {
        body.put("examples", named(others == null ? List.of(schema) : Tree.list(others)));
      }
    }
  }

  private Map<String, @Nullable Object> named(List<? extends @Nullable Object> names) {
    var examples = new LinkedHashMap<String, @Nullable Object>();
    for (var one : names) {
      var name = String.valueOf(one);
      if (!written.containsKey(name)) {
        throw new IllegalStateException("the description has no example of " + name);
      }
      shown.add(name);
      examples.put(name, Map.of("$ref", "#/components/examples/" + name));
    }
    return examples;
  }
}
