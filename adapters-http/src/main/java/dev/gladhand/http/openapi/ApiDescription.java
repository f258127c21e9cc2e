package dev.gladhand.http.openapi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The description of the HTTP API as OpenAPI 3.1. Paths and answers come from YAML files in the
 * resources, request bodies from the declarations of the validator. The bytes are the same at every
 * start with the same JDK. Immutable and thread-safe.
 */
public final class ApiDescription {
  private final String base;

  private ApiDescription(String base) {
    this.base = base;
  }

  /**
   * The description for callers who put {@code base} before the path of a route.
   *
   * @param base empty, a path, or a URL; without a slash at its end
   */
  public static ApiDescription at(String base) {
    return new ApiDescription(base);
  }

  /** The description as YAML 1.2. */
  public String yaml() {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(120);
    options.setSplitLines(false);
    return new Yaml(options).dump(document());
  }

  /**
   * The description as maps, lists, strings, numbers, booleans and null; a new copy at each call.
   */
  public Map<String, @Nullable Object> document() {
    var topics = new Topics();
    var document = topics.index();
    document.remove("answers");
    if (!base.isEmpty()) {
      Tree.map(Tree.list(document.get("servers")).getFirst()).put("url", base);
    }
    var errors = new ErrorAnswers(topics.section("responses"));
    var examples = new Examples(topics.section("examples"));
    var paths = topics.paths();
    paths.forEach(
        (path, methods) ->
            Tree.map(methods)
                .values()
                .forEach(operation -> errors.complete(path, Tree.map(operation))));
    document.put("paths", paths);
    document.put("webhooks", topics.events());
    var components = Tree.child(document, "components");
    Tree.merge(components, topics.section("components"));
    Tree.visit(components.get("securitySchemes"), this::putTokenUrl);
    components.put("responses", errors.components());
    Tree.visit(document.get("paths"), examples::complete);
    Tree.visit(document.get("webhooks"), examples::complete);
    components.put("examples", examples.components());
    components.put("schemas", schemas(topics));
    paths.values().forEach(ApiDescription::mergePatches);
    return Tree.copy(document);
  }

  private void putTokenUrl(Map<String, @Nullable Object> node) {
    node.computeIfPresent("tokenUrl", (_, path) -> base + path);
  }

  /** Adds the media type of merge patches to the bodies of PATCH requests. */
  private static void mergePatches(@Nullable Object methods) {
    var content =
        Tree.map(
            Tree.map(Tree.map(Tree.map(methods).get("patch")).get("requestBody")).get("content"));
    if (!content.isEmpty()) {
      content.put("application/merge-patch+json", content.get("application/json"));
    }
  }

  private static Map<String, @Nullable Object> schemas(Topics topics) {
    var schemas = new TreeMap<String, @Nullable Object>(DeclaredSchemas.all());
    topics
        .section("requests")
        .forEach(
            (name, written) -> {
              var schema = Tree.child(schemas, name);
              overlay(schema, Tree.map(written));
            });
    schemas.putAll(new AnswerSchemas(topics.section("answers")).all());
    return schemas;
  }

  /**
   * Merges hand-written parts into a generated schema; the members that either of them requires are
   * required.
   */
  private static void overlay(
      Map<String, @Nullable Object> schema, Map<String, @Nullable Object> written) {
    var required = new LinkedHashSet<@Nullable Object>(Tree.list(schema.get("required")));
    required.addAll(Tree.list(written.get("required")));
    Tree.merge(schema, written);
    if (!required.isEmpty()) {
      schema.put("required", List.copyOf(required));
    }
  }
}
