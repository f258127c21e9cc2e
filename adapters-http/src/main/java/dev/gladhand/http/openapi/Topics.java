package dev.gladhand.http.openapi;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The hand-written files of the description, one for each topic. */
final class Topics {
  private static final List<String> NAMES =
      List.of(
          "authorization",
          "writes",
          "operations",
          "connections",
          "references",
          "tsps",
          "webhooks",
          "invitations",
          "oauth-apps",
          "partners",
          "keys",
          "audit",
          "models",
          "node",
          "errors");

  private final Map<String, Map<String, @Nullable Object>> files = new LinkedHashMap<>();

  Topics() {
    files.put("index", read("index"));
    NAMES.forEach(name -> files.put(name, read(name)));
  }

  Map<String, @Nullable Object> index() {
    return Tree.copy(Tree.map(files.get("index")));
  }

  /** One section, such as {@code answers}, merged from all files. */
  Map<String, @Nullable Object> section(String name) {
    var all = new LinkedHashMap<String, @Nullable Object>();
    files.values().forEach(file -> Tree.merge(all, Tree.map(file.get(name))));
    return all;
  }

  /** The hand-written paths, and the paths of the resources made from their templates. */
  Map<String, @Nullable Object> paths() {
    var paths = new LinkedHashMap<String, @Nullable Object>();
    var writes = section("writes");
    var records = section("records");
    for (var resource : Resource.values()) {
      var all = "/v2/telematics/" + resource.path();
      var one = all + "/{id}";
      if (resource.allows(OperationType.UPDATE)) {
        Tree.child(paths, all).put("get", of(resource, records.get("list")));
        Tree.child(paths, one).put("get", of(resource, records.get("get")));
        Tree.child(paths, one).put("patch", of(resource, writes.get("update")));
      }
      Tree.child(paths, all).put("post", of(resource, writes.get("create")));
      Tree.child(paths, all + "/bulk").put("post", of(resource, writes.get("bulk")));
    }
    Tree.merge(paths, section("paths"));
    return paths;
  }

  /** The OpenAPI webhook of each event, made from the template for events. */
  Map<String, @Nullable Object> events() {
    var written = section("webhooks");
    var events = new LinkedHashMap<String, @Nullable Object>();
    Tree.map(written.get("events"))
        .forEach(
            (event, values) ->
                Tree.child(events, event)
                    .put("post", filled(written.get("template"), Tree.map(values))));
    return events;
  }

  private static @Nullable Object filled(
      @Nullable Object template, Map<String, @Nullable Object> values) {
    return Tree.copy(
        template,
        text -> {
          var filled = text;
          for (var value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
          }
          return filled;
        });
  }

  private static @Nullable Object of(Resource resource, @Nullable Object template) {
    return filled(
        template,
        Map.of(
            "Name", DeclaredSchemas.pascal(resource),
            "name", resource.wire().replace('_', ' '),
            "New", DeclaredSchemas.name(resource, OperationType.CREATE),
            "Change", DeclaredSchemas.name(resource, OperationType.UPDATE)));
  }

  private static Map<String, @Nullable Object> read(String name) {
    var path = "/gladhand/openapi/" + name + ".yaml";
    try (var file = Topics.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException("the program was built without " + path);
      }
      return Tree.map(new Yaml(new SafeConstructor(new LoaderOptions())).load(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
