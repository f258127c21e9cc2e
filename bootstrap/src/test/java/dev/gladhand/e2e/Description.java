package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * The description that the program publishes, held against every answer that any of these tests
 * gets: its status is described, and so is every parameter of the query that was not refused.
 */
final class Description {
  /** Answers of no route in particular. */
  private static final Set<Integer> ANYWHERE = Set.of(405, 414, 431);

  private static final Description PUBLISHED = read();

  private final Map<String, Object> whole;
  private final List<Route> routes = new ArrayList<>();

  private record Route(
      String method, String path, Pattern pattern, Set<String> statuses, Set<String> query) {}

  private Description(Map<String, Object> whole) {
    this.whole = whole;
    map(whole.get("paths"))
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) -> routes.add(route(path, method, map(operation)))));
    // Where two fit, the one with fewer placeholders is meant.
    routes.sort((a, b) -> Integer.compare(braces(a.path), braces(b.path)));
  }

  private static int braces(String path) {
    return path.length() - path.replace("{", "").length();
  }

  private static Description read() {
    try (var file = Description.class.getResourceAsStream("/gladhand/openapi.yaml")) {
      Map<String, Object> whole = new Yaml().load(file);
      return new Description(whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        new HashSet<>(map(operation.get("responses")).keySet()),
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

  static void check(String method, String url, int status) {
    PUBLISHED.holds(method, URI.create(url), status);
  }

  private void holds(String method, URI url, int status) {
    if (ANYWHERE.contains(status)) {
      return;
    }
    var route =
        routes.stream()
            .filter(one -> one.method.equals(method))
            .filter(one -> one.pattern.matcher(url.getRawPath()).matches())
            .findFirst();
    if (route.isEmpty()) {
      assertTrue(status >= 400 && status < 500, () -> method + " " + url + " answered " + status);
      return;
    }
    var known = route.get();
    assertTrue(status != 500, () -> method + " " + url + " answered 500");
    assertTrue(
        known.statuses.contains(Integer.toString(status)),
        () -> "openapi.yaml tells of no " + status + " of " + method + " " + known.path);
    if (status < 400 && url.getRawQuery() != null && !url.getRawQuery().isEmpty()) {
      for (var parameter : url.getRawQuery().split("&", -1)) {
        var name = parameter.replaceAll("=.*", "");
        assertTrue(
            known.query.contains(name),
            () -> "openapi.yaml tells of no " + name + " of " + method + " " + known.path);
      }
    }
  }
}
