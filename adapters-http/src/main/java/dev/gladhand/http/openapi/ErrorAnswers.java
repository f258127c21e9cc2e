package dev.gladhand.http.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds error answers to every operation: those that follow from its security, path and body, and
 * those that it names in {@code x-errors}. Adds the header {@code X-Request-ID} to every answer.
 */
final class ErrorAnswers {
  private static final String OWN = "x-errors";

  private final Map<String, @Nullable Object> templates;

  /**
   * @param templates the error answers by status
   */
  ErrorAnswers(Map<String, @Nullable Object> templates) {
    this.templates = templates;
  }

  /** The response components of the API's description, one for each error answer, by name. */
  Map<String, @Nullable Object> components() {
    var components = new LinkedHashMap<String, @Nullable Object>();
    templates.forEach(
        (status, template) -> components.put(name(status), component(Tree.map(template))));
    return components;
  }

  private String name(String status) {
    return String.valueOf(Tree.map(templates.get(status)).get("name"));
  }

  private static Map<String, @Nullable Object> component(Map<String, @Nullable Object> template) {
    var content = new LinkedHashMap<String, @Nullable Object>();
    content.put(
        "schema", Tree.reference(String.valueOf(template.getOrDefault("schema", "ErrorBody"))));
    content.put("example", template.get("example"));
    var response = new LinkedHashMap<String, @Nullable Object>();
    response.put("description", template.get("description"));
    response.put("headers", headers(Tree.map(template.get("headers"))));
    Tree.child(response, "content").put("application/json", content);
    Tree.child(response, "content").put("application/problem+json", problem(template));
    return response;
  }

  /**
   * The error answer of a template as problem JSON (RFC 9457), for callers that accept that media
   * type.
   */
  private static Map<String, @Nullable Object> problem(Map<String, @Nullable Object> template) {
    var error = Tree.map(template.get("example"));
    var example = new LinkedHashMap<String, @Nullable Object>();
    example.put("type", "about:blank");
    example.put("title", error.get("message"));
    example.put("status", error.get("code"));
    switch (error.get("detail")) {
      case List<?> faults -> {
        example.put("detail", "the body has faults: see errors");
        example.put("errors", faults);
      }
      case Map<?, ?> advice -> {
        example.put("detail", advice.get("message"));
        example.put("retry_after_seconds", advice.get("retry_after_seconds"));
      }
      case null, default -> example.put("detail", error.get("detail"));
    }
    var content = new LinkedHashMap<String, @Nullable Object>();
    content.put("schema", Tree.reference("Problem"));
    content.put("example", example);
    return content;
  }

  private static Map<String, @Nullable Object> headers(Map<String, @Nullable Object> own) {
    var headers = new LinkedHashMap<String, @Nullable Object>(own);
    headers.put("X-Request-ID", Map.of("$ref", "#/components/headers/RequestId"));
    return headers;
  }

  void complete(String path, Map<String, @Nullable Object> operation) {
    var answers = new TreeMap<String, @Nullable Object>(Tree.map(operation.get("responses")));
    answers.replaceAll((_, answer) -> withRequestId(Tree.map(answer)));
    for (var status : statuses(path, operation)) {
      answers.putIfAbsent(status, Map.of("$ref", "#/components/responses/" + name(status)));
    }
    operation.remove(OWN);
    operation.put("responses", answers);
  }

  private static Map<String, @Nullable Object> withRequestId(Map<String, @Nullable Object> answer) {
    answer.put("headers", headers(Tree.map(answer.get("headers"))));
    return answer;
  }

  private Set<String> statuses(String path, Map<String, @Nullable Object> operation) {
    var statuses = new TreeSet<String>(List.of("400", "405", "500"));
    if (secured(operation)) {
      statuses.addAll(List.of("401", "403", "503"));
    }
    if (path.contains("{")) {
      statuses.add("404");
    }
    var body = Tree.map(Tree.map(operation.get("requestBody")).get("content"));
    if (!body.isEmpty()) {
      statuses.addAll(List.of("413", "415", "429"));
    }
    if (body.containsKey("application/json")) {
      statuses.add("422");
    }
    Tree.list(operation.get(OWN)).forEach(status -> statuses.add(String.valueOf(status)));
    return statuses;
  }

  private static boolean secured(Map<String, @Nullable Object> operation) {
    return Tree.list(operation.get("security")).stream()
        .anyMatch(
            one -> Tree.map(one).containsKey("oauth2") || Tree.map(one).containsKey("operator"));
  }
}
