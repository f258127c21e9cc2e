package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Holdings;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route refuses in the order of the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {
  private World world;
  private Holdings holdings;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    holdings = Holdings.of(world, "Owner Inc");
  }

  static List<Route> routes() {
    return Route.all();
  }

  private Http.Reply send(Route route, Partner as, String body, String... headers) {
    return as.send(route.method(), holdings.fill(route.path()), body, headers);
  }

  private static void assertError(int status, Http.Reply reply) {
    assertEquals(status, reply.status(), reply::toString);
    Errors.assertBody(Integer.toString(status), reply);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void withoutATokenItIsA401WhateverElseIsWrong(Route route) {
    for (var as : List.of("", "nonsense", "a.b.c")) {
      var reply =
          Http.send(
              route.method(),
              world.node().url() + holdings.fill(route.path()),
              "{",
              as.isEmpty()
                  ? Map.of("Content-Type", "text/plain")
                  : Map.of("Content-Type", "text/plain", "Authorization", "Bearer " + as));
      assertError(401, reply);
      assertEquals("Bearer", reply.header("WWW-Authenticate").split("[ ,]")[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void withoutTheScopeItIsA403ThatNamesIt(Route route) {
    if (route.scope().equals("admin")) {
      var reply = send(route, holdings.partner(), "");
      assertError(403, reply);
      assertTrue(reply.json().get("detail").asText().contains("admin"));
      return;
    }
    var less = holdings.partner().withScopesBut(route.scope());
    var reply = send(route, less, "{", "Content-Type", "text/plain");
    assertError(403, reply);
    assertTrue(reply.json().get("detail").asText().contains(route.scope()), reply::toString);
  }

  @Test
  void aWebhookNeedsTheScopeOfWhatItTells() {
    for (var scope : List.of("resource_operation:read", "connection:read", "invitation:read")) {
      var name = scope.replace(":read", ".*");
      var body = "{\"url\":\"https://example.com/hook\",\"event_name\":\"" + name + "\"}";
      var reply =
          holdings.partner().withScopesBut(scope).send("POST", "/v2/notifications/webhooks", body);
      assertError(403, reply);
      assertEquals("the token lacks the scope " + scope, reply.json().get("detail").asText());
    }
  }

  @Test
  void aRetryNeedsTheScopeOfWritesToo() {
    var less = holdings.partner().withScopesBut("telematics:write");
    var retry = Route.all().stream().filter(route -> route.path().endsWith("/retry")).findFirst();
    var reply = send(retry.orElseThrow(), less, "");
    assertError(403, reply);
    assertEquals("the token lacks the scope telematics:write", reply.json().get("detail").asText());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anotherMethodIsA405ThatNamesThoseThereAre(Route route) {
    // The path of one operation's connection is also the name of the list of all.
    var reply = send(new Route("LOCK", route.path(), "", null), holdings.partner(), "");
    assertError(405, reply);
    assertTrue(reply.header("Allow").contains(route.method()), () -> reply.header("Allow"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void wrongTypeComesBeforeSizeAndSizeBeforeShape(Route route) {
    if (route.body() == null) {
      return;
    }
    var as = route.scope().equals("admin") ? Partner.admin(world.node()) : holdings.partner();
    var large = "{" + "x".repeat(route.path().endsWith("/references") ? 8 << 20 : 1 << 20);
    assertError(415, send(route, as, large, "Content-Type", "text/plain"));
    assertError(415, send(route, as, "{}", "Content-Type", "application/json; charset=utf-16"));
    assertError(413, send(route, as, large));
    assertError(400, send(route, as, "{"));
  }

  @Test
  void anUnknownPathIsA404() {
    assertError(404, holdings.partner().get("/v2/nothing"));
    assertError(404, holdings.partner().get("/nothing"));
    for (var ofTheFramework :
        List.of("/token_info", "/keys", "/login", "/logout", "/oauth/access_token")) {
      assertError(404, holdings.partner().get(ofTheFramework));
    }
    assertError(401, Http.send("GET", world.node().url() + "/v2/nothing", "", Map.of()));
  }
}
