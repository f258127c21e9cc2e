package dev.gladhand.http.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.TestServer;
import dev.gladhand.http.TokenOf;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What is described is what there is. */
class DescriptionTest {
  private static TestServer server;
  private static Map<String, Object> description;

  @BeforeAll
  static void start() {
    server = TestServer.with(new TokenOf());
    description = new Yaml().load(server.wire().send("GET", "/openapi.yaml", (String) null).body());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteIsDescribedWithItsScopeAndNoOther() {
    assertEquals(String.join("\n", routes()), String.join("\n", described()));
  }

  @Test
  void everyRouteSaysWhoMayCallIt() {
    server
        .bean(Router.class)
        .uriRoutes()
        .forEach(
            route ->
                assertTrue(
                    route.getAnnotationMetadata().stringValues(Secured.class).length > 0,
                    route::toString));
  }

  /** As where a comma of an unquoted sentence begins another member. */
  @Test
  void noMemberIsTheRestOfASentence() {
    var members = new TreeSet<String>();
    membersOf(description, members);
    members.removeIf(name -> !name.contains(" "));
    assertEquals(new TreeSet<>(), members);
  }

  private static void membersOf(Object node, SortedSet<String> found) {
    switch (node) {
      case Map<?, ?> object ->
          object.forEach(
              (name, value) -> {
                found.add(name.toString());
                membersOf(value, found);
              });
      case List<?> all -> all.forEach(one -> membersOf(one, found));
      case null, default -> {}
    }
  }

  private static SortedSet<String> routes() {
    return server
        .bean(Router.class)
        .uriRoutes()
        .filter(route -> !route.getHttpMethodName().equals("HEAD"))
        .map(DescriptionTest::line)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String line(UriRouteInfo<?, ?> route) {
    var path = route.getUriMatchTemplate().toPathString().replaceAll("\\{[^}]*}", "{}");
    return path
        + " "
        + route.getHttpMethodName()
        + " "
        + String.join(" ", route.getAnnotationMetadata().stringValues(Secured.class))
            .replace(SecurityRule.IS_ANONYMOUS, "open")
            .replace(SecurityRule.IS_AUTHENTICATED, "");
  }

  private static SortedSet<String> described() {
    var lines = new TreeSet<String>();
    at(description, "paths")
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) ->
                            lines.add(
                                path.replaceAll("\\{[^}]*}", "{}")
                                    + " "
                                    + method.toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + scope(map(operation)))));
    return lines;
  }

  private static String scope(Map<String, Object> operation) {
    var security = (List<?>) operation.get("security");
    for (var one : security) {
      for (var scheme : List.of("oauth2", "operator")) {
        if (map(one).get(scheme) instanceof List<?> scopes) {
          // Without one, every client may come in.
          return scopes.stream().map(Object::toString).collect(Collectors.joining(" "));
        }
      }
    }
    return "open";
  }

  /** A client that asks for all scopes of a scheme gets them. */
  @Test
  void theScopesOfPartnersStandApartFromTheOperators() {
    assertEquals(new TreeSet<>(Scopes.OF_PARTNERS), scopes("oauth2"));
    assertEquals(new TreeSet<>(List.of(Scopes.ADMIN)), scopes("operator"));
  }

  private static SortedSet<String> scopes(String scheme) {
    var flow =
        at(description, "components", "securitySchemes", scheme, "flows", "clientCredentials");
    return new TreeSet<>(at(flow, "scopes").keySet());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var missing = new TreeMap<String, Boolean>();
    references(description).forEach(ref -> missing.put(ref, leads(ref)));
    missing.values().removeIf(found -> found);
    assertEquals(Map.of(), missing);
  }

  private static SortedSet<String> references(Object node) {
    var found = new TreeSet<String>();
    switch (node) {
      case Map<?, ?> map ->
          map.forEach(
              (key, value) -> {
                if (key.equals("$ref")) {
                  found.add(value.toString());
                }
                found.addAll(references(value));
              });
      case List<?> list -> list.forEach(one -> found.addAll(references(one)));
      case null, default -> {}
    }
    return found;
  }

  private static boolean leads(String reference) {
    Object node = description;
    for (var step : reference.substring(2).split("/", -1)) {
      node = node instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return node != null;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }

  private static Map<String, Object> at(Map<String, Object> node, String... steps) {
    var found = node;
    for (var step : steps) {
      found = map(found.get(step));
    }
    return found;
  }
}
