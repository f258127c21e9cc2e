package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route refuses in the order of the contract, and shows nobody what is another's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {
  private static final String C = "/v2/integrations/connections";
  private static final String T = "/v2/telematics";
  private static final String W = "/v2/notifications/webhooks";

  private World world;
  private Fleet fleet;
  private Partner other;
  private Map<String, String> ids;

  /**
   * @param body what a body without other faults may be, or null where none is taken
   */
  record Route(String method, String path, String scope, @Nullable String body) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static Route get(String path, String scope) {
    return new Route("GET", path, scope, null);
  }

  private static Route act(String path, String scope) {
    return new Route("POST", path, scope, null);
  }

  static List<Route> routes() {
    var message =
        "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{user}\",\"message_text\":\"m\"}";
    var notes = "{\"connection_id\":\"{connection}\",\"notes\":\"m\"}";
    return List.of(
        get(C, "connection:read"),
        new Route("POST", C, "connection:create", "{}"),
        get(C + "/{connection}", "connection:read"),
        new Route("PATCH", C + "/{connection}", "connection:update", "{\"description\":\"d\"}"),
        new Route("DELETE", C + "/{connection}", "connection:update", null),
        act(C + "/{connection}/activate", "connection:update"),
        act(C + "/{connection}/pause", "connection:update"),
        act(C + "/{connection}/test", "connection:update"),
        get(C + "/{connection}/capabilities", "connection:read"),
        new Route(
            "PUT",
            C + "/{connection}/references",
            "connection:update",
            "[" + Fleet.reference("user", "u") + "]"),
        act(C + "/{connection}/references/refresh", "connection:update"),
        get(C + "/{connection}/references/refresh/{job}", "connection:read"),
        get(C + "/resource-operations", "resource_operation:read"),
        get(C + "/{connection}/resource-operations/{operation}", "resource_operation:read"),
        act(C + "/{connection}/resource-operations/{operation}/retry", "resource_operation:write"),
        act(C + "/{connection}/resource-operations/{operation}/cancel", "resource_operation:write"),
        get("/v2/integrations/tsps", "connection:read"),
        get("/v2/integrations/tsps/samsara", "connection:read"),
        get(T + "/users", "telematics:read"),
        get(T + "/users/{user}", "telematics:read"),
        get(T + "/vehicles", "telematics:read"),
        get(T + "/vehicles/{vehicle}", "telematics:read"),
        get(T + "/trailers", "telematics:read"),
        get(T + "/trailers/{trailer}", "telematics:read"),
        new Route("POST", T + "/vehicles", "telematics:write", notes),
        new Route("PATCH", T + "/vehicles/{vehicle}", "telematics:write", notes),
        new Route("POST", T + "/trailers", "telematics:write", notes),
        new Route("PATCH", T + "/trailers/{trailer}", "telematics:write", notes),
        new Route("POST", T + "/users", "telematics:write", notes),
        new Route("PATCH", T + "/users/{user}", "telematics:write", notes),
        new Route("POST", T + "/messages", "telematics:write", message),
        new Route(
            "POST",
            T + "/group-messages",
            "telematics:write",
            "{\"connection_id\":\"{connection}\",\"sender_id\":\"{user}\","
                + "\"recipient_ids\":[\"{user}\"],\"message_text\":\"m\"}"),
        new Route(
            "POST",
            T + "/dvir-logs",
            "telematics:write",
            "{\"connection_id\":\"{connection}\",\"driver_id\":\"{user}\"}"),
        new Route(
            "POST",
            T + "/fuel-transactions",
            "telematics:write",
            "{\"connection_id\":\"{connection}\",\"driver_id\":\"{user}\","
                + "\"vehicle_id\":\"{vehicle}\",\"fuel_volume\":1,\"fuel_volume_unit\":\"LITER\"}"),
        new Route("POST", W, "webhook:create", "{}"),
        get(W, "webhook:read"),
        get(W + "/{webhook}", "webhook:read"),
        new Route(
            "PATCH", W + "/{webhook}", "webhook:update", "{\"url\":\"https://example.com/i\"}"),
        new Route("DELETE", W + "/{webhook}", "webhook:delete", null),
        act(W + "/{webhook}/activate", "webhook:update"),
        act(W + "/{webhook}/pause", "webhook:update"),
        new Route("POST", W + "/{webhook}/replay", "webhook:update", "{}"),
        act(W + "/{webhook}/test", "webhook:update"),
        act(W + "/{webhook}/rotate-secret", "webhook:update"),
        get(W + "/{webhook}/logs", "webhook:read"),
        get(W + "/{webhook}/metrics", "webhook:read"),
        get("/v2/notifications/events", "resource_operation:read"),
        get("/v2/admin/partners", "admin"),
        new Route("POST", "/v2/admin/partners", "admin", "{}"),
        act("/v2/admin/partners/{partner}/rotate-secret", "admin"),
        act("/v2/admin/partners/{partner}/disable", "admin"));
  }

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Owner Inc");
    other = Partner.of(world.node(), "Other Inc");
    var partner = fleet.partner();
    var operation =
        partner
            .send("POST", Sample.MESSAGE.path(), fleet.fill(Sample.MESSAGE.body()))
            .expect(202)
            .json()
            .get("id")
            .asText();
    partner.ended(fleet.connection(), operation);
    var webhook =
        partner
            .send("POST", W, "{\"url\":\"https://example.com/h\",\"event_name\":\"webhook.*\"}")
            .expect(201)
            .json()
            .get("id")
            .asText();
    var job =
        partner
            .send("POST", C + "/" + fleet.connection() + "/references/refresh", "")
            .expect(202)
            .json()
            .get("id")
            .asText();
    ids =
        Map.of(
            "connection", fleet.connection(),
            "operation", operation,
            "webhook", webhook,
            "job", job,
            "user", fleet.id("ana"),
            "vehicle", fleet.id("truck"),
            "trailer", fleet.id("trailer"),
            "partner", partner.id());
  }

  private String filled(String text) {
    var filled = text;
    for (var id : ids.entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue());
    }
    return filled;
  }

  private static String unknown(String text) {
    return text.replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());
  }

  private Http.Reply send(Route route, Partner as, String body, String... headers) {
    return as.send(route.method, filled(route.path), body, headers);
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
              route.method,
              world.node().url() + filled(route.path),
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
    if (route.scope.equals("admin")) {
      var reply = send(route, fleet.partner(), "");
      assertError(403, reply);
      assertTrue(reply.json().get("detail").asText().contains("admin"));
      return;
    }
    var less = fleet.partner().withScopesBut(route.scope);
    var reply = send(route, less, "{", "Content-Type", "text/plain");
    assertError(403, reply);
    assertTrue(reply.json().get("detail").asText().contains(route.scope), reply::toString);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anotherMethodIsA405ThatNamesThoseThereAre(Route route) {
    // The path of one operation's connection is also the name of the list of all.
    var reply = send(new Route("LOCK", route.path, "", null), fleet.partner(), "");
    assertError(405, reply);
    assertTrue(reply.header("Allow").contains(route.method), () -> reply.header("Allow"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void wrongTypeComesBeforeSizeAndSizeBeforeShape(Route route) {
    if (route.body == null) {
      return;
    }
    var as = route.scope.equals("admin") ? Partner.admin(world.node()) : fleet.partner();
    var large = "{" + "x".repeat(route.path.endsWith("/references") ? 8 << 20 : 1 << 20);
    assertError(415, send(route, as, large, "Content-Type", "text/plain"));
    assertError(415, send(route, as, "{}", "Content-Type", "application/json; charset=utf-16"));
    assertError(413, send(route, as, large));
    assertError(400, send(route, as, "{"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whatIsAnothersIsNotThere(Route route) {
    if (!(route.path + route.body).contains("{") || route.scope.equals("admin")) {
      return;
    }
    var named = route.path.contains("{") || route.body != null && route.body.contains("{conn");
    if (!named) {
      return;
    }
    var body = route.body == null ? "" : route.body;
    var theirs = send(route, other, filled(body));
    var nobodys = other.send(route.method, unknown(route.path), unknown(body));
    assertEquals(404, nobodys.status(), nobodys::toString);
    assertError(404, theirs);
    assertEquals(anonymous(nobodys), anonymous(theirs));
  }

  private static String anonymous(Http.Reply reply) {
    return reply.raw().body().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
  }

  @Test
  void noListShowsWhatIsAnothers() {
    for (var path :
        List.of(
            C,
            C + "/resource-operations",
            C + "/resource-operations?connection_id=" + fleet.connection(),
            C + "/resource-operations?resource=message&resource_id=" + fleet.id("ana"),
            T + "/users",
            T + "/users?connection_id=" + fleet.connection(),
            T + "/vehicles",
            T + "/trailers?fleet_refs=F-1",
            W,
            "/v2/notifications/events?after=0")) {
      var reply = other.get(path);
      if (reply.status() == 404) {
        continue;
      }
      assertEquals(0, reply.expect(200).json().get("items").size(), path);
      assertFalse(reply.raw().body().contains(fleet.connection()), path);
    }
  }

  @Test
  void anUnknownPathIsA404() {
    assertError(404, fleet.partner().get("/v2/nothing"));
    assertError(404, fleet.partner().get("/nothing"));
    assertError(401, Http.send("GET", world.node().url() + "/v2/nothing", "", Map.of()));
  }
}
