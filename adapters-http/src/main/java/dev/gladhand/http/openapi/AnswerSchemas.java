package dev.gladhand.http.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Completes the schemas of answers: every member is required unless {@code x-optional} names it,
 * further members are allowed for later versions, and pages and extended schemas get the members of
 * the schemas that they are built from.
 */
final class AnswerSchemas {
  /** Marks a schema that exists only to be extended. */
  private static final String TEMPLATE = "x-template";

  private static final String EITHER = "x-either";

  private final Map<String, @Nullable Object> written;

  AnswerSchemas(Map<String, @Nullable Object> written) {
    this.written = written;
  }

  Map<String, @Nullable Object> all() {
    var all = new LinkedHashMap<String, @Nullable Object>();
    written.forEach(
        (name, schema) -> {
          if (!Tree.map(schema).containsKey(TEMPLATE)) {
            all.put(name, complete(Tree.map(schema)));
          }
        });
    return all;
  }

  private Map<String, @Nullable Object> complete(Map<String, @Nullable Object> schema) {
    var complete = new LinkedHashMap<String, @Nullable Object>();
    if (schema.get("x-page-of") instanceof String item) {
      Tree.merge(complete, Tree.map(written.get("Page")));
      Tree.child(Tree.child(complete, "properties"), "items").put("items", Tree.reference(item));
    }
    if (schema.get("x-extends") instanceof String base) {
      Tree.merge(complete, Tree.map(written.get(base)));
    }
    Tree.merge(complete, schema);
    complete.remove("x-page-of");
    complete.remove("x-extends");
    complete.remove(TEMPLATE);
    if (schema.get(EITHER) instanceof List<?> both) {
      return either(complete, String.valueOf(both.getFirst()), String.valueOf(both.getLast()));
    }
    if (complete.containsKey("properties")) {
      var required = new ArrayList<@Nullable Object>(Tree.child(complete, "properties").keySet());
      required.removeAll(Tree.list(complete.remove("x-optional")));
      complete.put("required", required);
      complete.putIfAbsent("additionalProperties", true);
    }
    return complete;
  }

  /**
   * Replaces a choice between two schemas by one schema with the members of both. Generated clients
   * cannot read a choice between schemas that share members: some find two matches, others none.
   */
  private Map<String, @Nullable Object> either(
      Map<String, @Nullable Object> either, String one, String other) {
    var first = complete(Tree.map(written.get(one)));
    var second = complete(Tree.map(written.get(other)));
    either.remove(EITHER);
    either.put("type", "object");
    var always = new ArrayList<@Nullable Object>(Tree.list(first.get("required")));
    var onlyFirst = new ArrayList<@Nullable Object>(always);
    always.retainAll(Tree.list(second.get("required")));
    onlyFirst.removeAll(always);
    either.put("required", always);
    var properties = Tree.child(either, "properties");
    Tree.merge(properties, Tree.map(first.get("properties")));
    Tree.merge(properties, Tree.map(second.get("properties")));
    either.put("additionalProperties", true);
    either.put("if", requires(onlyFirst.getFirst()));
    either.put("then", requires(onlyFirst.toArray()));
    either.put("else", requires(Tree.list(second.get("required")).toArray()));
    return either;
  }

  private static Map<String, @Nullable Object> requires(@Nullable Object... members) {
    var requires = new LinkedHashMap<String, @Nullable Object>();
    requires.put("required", Arrays.asList(members));
    return requires;
  }
}
