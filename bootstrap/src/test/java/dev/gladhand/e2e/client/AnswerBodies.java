package dev.gladhand.e2e.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds bodies against the schemas of a description. What clients are told to expect more of, may
 * have no member here that is not described. Thread-safe.
 */
public final class AnswerBodies {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder
                  .schemaCacheEnabled(false)
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  /** Has the fields of its resource besides. */
  private static final Set<String> OPEN = Set.of("KnownRecord");

  private static final String REF = "#/components/schemas/";

  private final Map<String, Object> schemas = new LinkedHashMap<>();
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  public AnswerBodies(Map<String, Object> described) {
    described.forEach(
        (name, schema) -> schemas.put(name, OPEN.contains(name) ? schema : closed(schema)));
  }

  private static Object closed(Object schema) {
    if (!(schema instanceof Map<?, ?> map) || !map.containsKey("properties")) {
      return schema;
    }
    var closed = new LinkedHashMap<Object, @Nullable Object>(map);
    closed.put("additionalProperties", false);
    return closed;
  }

  /**
   * @param schema one that refers to another by its name
   * @return the faults of the body as text; empty where it has none
   */
  public String faults(Map<String, Object> schema, String body) {
    var name = String.valueOf(schema.get("$ref")).replace(REF, "");
    try {
      return compiled
          .computeIfAbsent(name, this::compile)
          .validate(Http.JSON.readTree(body))
          .stream()
          .map(String::valueOf)
          .collect(Collectors.joining("; "));
    } catch (JsonProcessingException e) {
      return "not JSON: " + body;
    }
  }

  private Schema compile(String name) {
    var reached = new LinkedHashMap<String, Object>();
    reach(name, reached);
    return REGISTRY.getSchema(
        Http.JSON.valueToTree(
            Map.of("$ref", REF + name, "components", Map.of("schemas", reached))));
  }

  private void reach(String name, Map<String, Object> reached) {
    if (reached.putIfAbsent(name, schemas.get(name)) == null) {
      reach(schemas.get(name), reached);
    }
  }

  private void reach(@Nullable Object node, Map<String, Object> reached) {
    switch (node) {
      case Map<?, ?> map -> {
        if (map.get("$ref") instanceof String ref) {
          reach(ref.replace(REF, ""), reached);
        }
        map.values().forEach(value -> reach(value, reached));
      }
      case List<?> list -> list.forEach(item -> reach(item, reached));
      case null, default -> {}
    }
  }
}
