package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Raw;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.http.openapi.ApiDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What clients and proxies that are not ours send, to every route that is described. Its ids are of
 * nothing, so that nothing changes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgesTest {
  private static final String TOKENS = "/oauth2/token";
  private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

  /**
   * @param type of the body that it takes, or null
   */
  record Described(String method, String path, @Nullable String type) {
    String filled() {
      return PLACE.matcher(path).replaceAll(UUID.randomUUID().toString());
    }

    String body() {
      return type == null ? "" : "{}";
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private World world;
  private Partner partner;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    partner = Partner.of(world.node(), "Edges Inc");
  }

  static List<Described> routes() {
    var routes = new ArrayList<Described>();
    map(ApiDescription.at("").document().get("paths"))
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) ->
                            routes.add(
                                new Described(
                                    method.toUpperCase(Locale.ROOT), path, type(map(operation))))));
    return routes;
  }

  private static @Nullable String type(Map<String, Object> operation) {
    return map(map(operation.get("requestBody")).get("content")).keySet().stream()
        .findFirst()
        .orElse(null);
  }

  @SuppressWarnings("unchecked") // The keys of the description are strings.
  private static Map<String, Object> map(@Nullable Object yaml) {
    return yaml == null ? Map.of() : (Map<String, Object>) yaml;
  }

  static Stream<Described> withBody() {
    return routes().stream().filter(route -> route.type != null);
  }

  private Http.Reply ask(Described route) {
    return ask(route, route.body());
  }

  private Http.Reply ask(Described route, String body, String... more) {
    var headers = new ArrayList<String>();
    if (route.type != null) {
      headers.addAll(List.of("Content-Type", route.type));
    }
    headers.addAll(List.of(more));
    return partner.send(route.method, route.filled(), body, headers.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aHostIsNamedOnce(Described route) {
    for (var hosts : List.of("", "Host: x\r\nHost: y\r\n")) {
      var answer =
          Raw.ask(
              world.node(),
              route.method
                  + " "
                  + route.filled()
                  + " HTTP/1.1\r\n"
                  + hosts
                  + "Connection: close\r\nContent-Length: 0\r\n\r\n");
      assertEquals(400, Raw.status(answer), answer);
      assertTrue(answer.contains("Host must be given once"), answer);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anOriginIsNoReasonToRefuse(Described route) {
    var without = ask(route);
    for (var origin : List.of("https://somewhere.example", "null", "http://localhost:3000")) {
      var reply = ask(route, route.body(), "Origin", origin);
      assertEquals(without.status(), reply.status(), reply::toString);
      assertEquals("", reply.header("Access-Control-Allow-Origin"));
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anotherMethodIsA405ThatNamesThoseThereAre(Described route) {
    for (var method : List.of("OPTIONS", "TRACE")) {
      var reply = partner.send(method, route.filled(), "");
      assertEquals(405, reply.status(), reply::toString);
      assertTrue(reply.header("Allow").contains(route.method), reply.header("Allow"));
    }
  }

  @ParameterizedTest
  @CsvSource({"DELETE, /none", "DELETE, /v2/none", "OPTIONS, /v2/none", "OPTIONS, /none"})
  void whatIsNotThereIsA404WhateverTheMethod(String method, String path) {
    var reply = partner.send(method, path, "");
    assertEquals(404, reply.status(), reply::toString);
    Errors.assertBody(path, reply);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void everyErrorIsAProblemForWhoNamesItsType(Described route) {
    // Errors of OAuth have a form of their own.
    if (route.path.equals(TOKENS)) {
      return;
    }
    var accept = List.of("Accept", "application/problem+json");
    var asked = new ArrayList<Http.Reply>();
    asked.add(ask(route, route.body(), accept.toArray(String[]::new)));
    asked.add(
        Http.send(
            route.method,
            world.node().url() + route.filled(),
            "",
            Map.of(accept.get(0), accept.get(1))));
    asked.add(partner.send("OPTIONS", route.filled(), "", accept.toArray(String[]::new)));
    for (var reply : asked) {
      if (reply.status() >= 400) {
        assertEquals("application/problem+json", reply.header("Content-Type"), reply::toString);
        assertEquals(reply.status(), reply.json().get("status").asInt());
        assertEquals("about:blank", reply.json().get("type").asText());
        assertFalse(reply.json().has("code"), reply::toString);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void noCacheKeepsAnAnswer(Described route) {
    var isForAll = route.path.startsWith("/docs/") || route.path.startsWith("/.well-known/");
    var reply = ask(route);
    if (!isForAll) {
      assertEquals("no-store", reply.header("Cache-Control"), reply::toString);
    }
    assertEquals("nosniff", reply.header("X-Content-Type-Options"));
    assertTrue(reply.header("Vary").contains("Accept-Encoding"), reply::toString);
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void anEncodingIsGzipOrDeflateOrRefused(Described route) {
    for (var encoding : List.of("snappy", "br", "zstd", "gzip, snappy", "nonsense")) {
      assertAnswered(415, route, encoding);
    }
    assertAnswered(400, route, "gzip");
    assertAnswered(400, route, "deflate");
  }

  private void assertAnswered(int status, Described route, String encoding) {
    // No encoding of anything.
    var reply = ask(route, "null", "Content-Encoding", encoding);
    if (reply.status() != 403 || !route.path.startsWith("/v2/admin/")) {
      assertEquals(status, reply.status(), () -> encoding + ": " + reply);
    }
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void aPatchAndNothingElseMayCallItselfOne(Described route) {
    var reply = ask(route, "{}", "Content-Type", "application/merge-patch+json");
    if (route.method.equals("PATCH")) {
      assertNotEquals(415, reply.status(), reply::toString);
    } else if (reply.status() != 403) {
      assertEquals(415, reply.status(), reply::toString);
    }
  }

  @Test
  void whoGoesAwayInMidUploadIsNoErrorOfOurs() {
    withBody()
        .forEach(
            route -> {
              for (var rest :
                  List.of(
                      "Content-Length: 100\r\n\r\n{",
                      "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
                      "Content-Encoding: gzip\r\nContent-Length: 100\r\n\r\n{")) {
                Raw.askAndGo(
                    world.node(),
                    "%s %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s"
                        .formatted(
                            route.method, route.filled(), partner.token(), route.type, rest));
              }
            });
    Await.until(
        "they are counted",
        Partner.SOON,
        () ->
            Http.send("GET", world.node().url() + "/prometheus", "", Map.of())
                .raw()
                .body()
                .lines()
                .anyMatch(
                    line ->
                        line.matches(
                            "gladhand_http_requests_seconds_count\\{method=\"POST\","
                                + "route=\"/v2/telematics/fuel-transactions\",status=\"400\".*")));
    var log = world.node().log();
    assertFalse(log.contains("answering 500"), log);
    assertFalse(log.contains("Connection reset"), log);
  }
}
