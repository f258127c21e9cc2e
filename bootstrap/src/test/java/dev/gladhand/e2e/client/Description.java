package dev.gladhand.e2e.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.http.openapi.ApiDescription;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The description that the program publishes, held against every answer that any of these tests
 * gets: its status, type, headers and body are described, and so is every parameter of the query
 * that was not refused.
 */
public final class Description {
  /** The statuses that can occur at every route. */
  private static final Set<Integer> ANYWHERE = Set.of(414, 431);

  /** The headers that must be described at each answer that has them. */
  private static final Set<String> TELLING =
      Set.of("location", "retry-after", "idempotency-replayed", "etag", "allow");

  private static final Description PUBLISHED = new Description(ApiDescription.at("").document());

  private final Map<String, Object> whole;
  private final AnswerBodies bodies;
  private final List<Route> routes = new ArrayList<>();

  private record Route(
      String method, String path, Pattern pattern, Map<String, Object> answers, Set<String> query) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private Description(Map<String, Object> whole) {
    this.whole = whole;
    this.bodies = new AnswerBodies(map(map(whole.get("components")).get("schemas")));
    map(whole.get("paths"))
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) -> routes.add(route(path, method, map(operation)))));
    // If two routes match, the one with fewer placeholders is used.
    routes.sort((a, b) -> Integer.compare(braces(a.path), braces(b.path)));
  }

  private static int braces(String path) {
    return path.length() - path.replace("{", "").length();
  }

  private Route route(String path, String method, Map<String, Object> operation) {
    var query = new HashSet<String>();
    if (operation.get("parameters") instanceof List<?> parameters) {
      for (var one : parameters) {
        var parameter = resolved(map(one));
        if ("query".equals(parameter.get("in"))) {
          query.add(String.valueOf(parameter.get("name")));
        }
      }
    }
    return new Route(
        method.toUpperCase(Locale.ROOT),
        path,
        Pattern.compile(path.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+")),
        map(operation.get("responses")),
        query);
  }

  private Map<String, Object> resolved(Map<String, Object> one) {
    if (!(one.get("$ref") instanceof String ref)) {
      return one;
    }
    var at = whole;
    for (var name : ref.substring(2).split("/", -1)) {
      at = map(at.get(name));
    }
    return at;
  }

  @SuppressWarnings("unchecked") // The keys of the description are strings.
  private static Map<String, Object> map(@Nullable Object yaml) {
    return yaml == null ? Map.of() : (Map<String, Object>) yaml;
  }

  /** Fails where the answer is not as described. */
  public static void check(String method, String url, HttpResponse<String> answer) {
    PUBLISHED.holds(method, URI.create(url), answer);
  }

  /** Fails where a delivered event is not described, or is not as described. */
  public static void checkEvent(String event, String body) {
    PUBLISHED.tells(event, body);
  }

  private void tells(String event, String body) {
    var sent = map(map(map(whole.get("webhooks")).get(event)).get("post"));
    assertTrue(!sent.isEmpty(), () -> "the description tells of no event " + event);
    var content = map(map(sent.get("requestBody")).get("content"));
    var schema = map(map(content.get("application/json")).get("schema"));
    assertEquals("", bodies.faults(schema, body), event);
  }

  private void holds(String asked, URI url, HttpResponse<String> answer) {
    // Every route with GET also accepts HEAD.
    var method = asked.equals("HEAD") ? "GET" : asked;
    var status = answer.statusCode();
    if (ANYWHERE.contains(status)) {
      return;
    }
    // A slash at the end of a path makes no other route.
    var path = url.getRawPath().replaceAll("(?<=.)/$", "");
    var route =
        routes.stream()
            .filter(one -> one.method.equals(method))
            .filter(one -> one.pattern.matcher(path).matches())
            .findFirst();
    if (route.isEmpty()) {
      assertTrue(status >= 400 && status < 500, () -> method + " " + url + " answered " + status);
      return;
    }
    var known = route.get();
    assertTrue(status != 500, () -> method + " " + url + " answered 500");
    assertTrue(
        known.answers.containsKey(Integer.toString(status)),
        () -> "the description tells of no " + status + " of " + known);
    var described = resolved(map(known.answers.get(Integer.toString(status))));
    checkHeaders(known + " " + status, map(described.get("headers")), answer);
    if (asked.equals(method)) {
      checkBody(known + " " + status, map(described.get("content")), answer);
    }
    if (status < 400) {
      checkQuery(known, url);
    }
  }

  private void checkHeaders(
      String what, Map<String, Object> described, HttpResponse<String> answer) {
    var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(described.keySet());
    described.forEach(
        (name, header) ->
            assertTrue(
                !Boolean.TRUE.equals(resolved(map(header)).get("required"))
                    || answer.headers().firstValue(name).isPresent(),
                () -> what + " has no " + name));
    for (var name : answer.headers().map().keySet()) {
      assertTrue(
          !TELLING.contains(name.toLowerCase(Locale.ROOT)) || names.contains(name),
          () -> "the description tells of no header " + name + " of " + what);
    }
  }

  private void checkBody(String what, Map<String, Object> content, HttpResponse<String> answer) {
    if (content.isEmpty()) {
      assertEquals("", answer.body(), what);
      return;
    }
    var type = answer.headers().firstValue("content-type").orElse("none").split(";", 2)[0].strip();
    assertTrue(content.containsKey(type), () -> what + " is described as no " + type);
    var schema = map(map(content.get(type)).get("schema"));
    if (type.endsWith("ndjson")) {
      answer.body().lines().forEach(line -> assertEquals("", bodies.faults(schema, line), what));
    } else if (type.endsWith("json")) {
      assertEquals("", bodies.faults(schema, answer.body()), what);
    }
  }

  private static void checkQuery(Route known, URI url) {
    if (url.getRawQuery() == null || url.getRawQuery().isEmpty()) {
      return;
    }
    for (var parameter : url.getRawQuery().split("&", -1)) {
      var name = parameter.replaceAll("=.*", "");
      assertTrue(
          known.query.contains(name), () -> "the description tells of no " + name + " of " + known);
    }
  }
}
