package dev.gladhand.http.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (2020-12) of each event that subscribers get, made from the description of the
 * API. Each schema contains everything that it refers to. Immutable and thread-safe.
 */
public final class EventSchemas {
  private static final String COMPONENTS = "#/components/schemas/";
  private static final String DEFINITIONS = "#/$defs/";

  /**
   * The schema of one event.
   *
   * @param event the event's name
   * @param schema the JSON Schema as a JSON object
   */
  public record EventSchema(
      String event, String description, Map<String, @Nullable Object> schema) {}

  private final Map<String, EventSchema> byEvent = new TreeMap<>();

  private EventSchemas(Map<String, @Nullable Object> document) {
    var schemas = Tree.map(Tree.map(document.get("components")).get("schemas"));
    Tree.map(document.get("webhooks"))
        .forEach(
            (event, methods) -> {
              var sent = Tree.map(Tree.map(methods).get("post"));
              var content = Tree.map(Tree.map(sent.get("requestBody")).get("content"));
              var name = Tree.referred(Tree.map(content.get("application/json")).get("schema"));
              if (name == null) {
                throw new IllegalStateException(
                    "the OpenAPI description does not describe " + event);
              }
              var summary = String.valueOf(sent.get("summary"));
              byEvent.put(event, new EventSchema(event, summary, alone(event, name, schemas)));
            });
  }

  public static EventSchemas ofDescription() {
    return new EventSchemas(ApiDescription.at("").document());
  }

  /** The schemas by the name of the event, sorted by name. */
  public Map<String, EventSchema> byEvent() {
    return new LinkedHashMap<>(byEvent);
  }

  private static Map<String, @Nullable Object> alone(
      String event, String name, Map<String, @Nullable Object> schemas) {
    var reached = new TreeMap<String, @Nullable Object>();
    reach(schemas.get(name), schemas, reached);
    var whole = new LinkedHashMap<String, @Nullable Object>();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.put("title", event);
    whole.putAll(Tree.copy(Tree.map(schemas.get(name))));
    Tree.merge(whole, Map.of("properties", Map.of("event_name", Map.of("const", event))));
    whole.put("$defs", reached);
    var alone =
        Tree.map(
            Tree.copy(
                whole,
                text ->
                    text.startsWith(COMPONENTS)
                        ? DEFINITIONS + text.substring(COMPONENTS.length())
                        : text));
    // Removes keywords of OpenAPI and of this program that JSON Schema validators may not know.
    Tree.visit(
        alone,
        node -> node.keySet().removeIf(key -> key.startsWith("x-") || key.equals("example")));
    return alone;
  }

  private static void reach(
      @Nullable Object node,
      Map<String, @Nullable Object> schemas,
      Map<String, @Nullable Object> reached) {
    Tree.visit(
        node,
        one -> {
          var name = Tree.referred(one);
          if (name != null && !reached.containsKey(name)) {
            reached.put(name, schemas.get(name));
            reach(schemas.get(name), schemas, reached);
          }
        });
  }
}
