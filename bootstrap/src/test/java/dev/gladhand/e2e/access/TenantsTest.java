package dev.gladhand.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Holdings;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is another's is as if it had never been: by its bytes, headers included. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantsTest {
  private World world;
  private Holdings theirs;
  private Holdings nobodys;
  private Fleet own;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    theirs = Holdings.of(world, "Owner Inc");
    nobodys = theirs.ofNobody();
    own = Fleet.atSamsara(world, "Other Inc");
  }

  /** Sends what names their objects, and what names nobody's; the answer that both have. */
  private Http.Reply same(String method, String path, String body, String... headers) {
    var real = own.partner().send(method, theirs.fill(path), theirs.fill(body), headers);
    var never = own.partner().send(method, nobodys.fill(path), nobodys.fill(body), headers);
    assertEquals(never.status(), real.status(), () -> never + " but " + real);
    assertEquals(nobodys.named(never.raw().body()), theirs.named(real.raw().body()));
    assertEquals(headers(nobodys, never), headers(theirs, real));
    return real;
  }

  /** Those that do not differ from request to request. */
  private static Map<String, String> headers(Holdings holdings, Http.Reply reply) {
    var headers = new TreeMap<String, String>();
    reply
        .raw()
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name, holdings.named(values.toString())));
    headers.remove("date");
    headers.remove("x-request-id");
    return headers;
  }

  static Stream<Route> routes() {
    return Route.all().stream()
        .filter(Route::namesAnObject)
        .filter(route -> !route.scope().equals("admin"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whatIsAnothersIsNotThere(Route route) {
    var body = route.body() == null ? "" : route.body();
    for (var query : List.of("", "?is_sync=true", "?dry_run=true")) {
      if (query.isEmpty() || route.scope().equals("telematics:write")) {
        var reply = same(route.method(), route.path() + query, body);
        assertEquals(404, reply.status(), reply::toString);
        Errors.assertBody(route.toString(), reply);
      }
    }
  }

  @Test
  void whatIsAnothersHereOrThereIsNoReference() {
    for (var field : List.of("sender_id", "recipient_id", "reply_to_message_id")) {
      var body = Json.with(own.fill(Sample.MESSAGE.body()), field, "\"{user}\"");
      assertUnknown(field, same("POST", Sample.MESSAGE.path(), body));
    }
    for (var field : List.of("driver_id", "co_driver_id")) {
      var body = Json.with(own.fill(Sample.FUEL.body()), field, "\"{user}\"");
      assertUnknown(field, same("POST", Sample.FUEL.path(), body));
    }
    var vehicle = Json.with(own.fill(Sample.FUEL.body()), "vehicle_id", "\"{vehicle}\"");
    assertUnknown("vehicle_id", same("POST", Sample.FUEL.path(), vehicle));
    var trailer = Json.with(own.fill(Sample.DVIR.body()), "trailer_id", "\"{trailer}\"");
    assertUnknown("trailer_id", same("POST", Sample.DVIR.path(), trailer));
    var many = Json.with(own.fill(Sample.GROUP_MESSAGE.body()), "recipient_ids", "[\"{user}\"]");
    assertUnknown("recipient_ids.0", same("POST", Sample.GROUP_MESSAGE.path(), many));
    // A record of theirs by a connection of one's own, and the other way round.
    for (var query : List.of("", "?is_sync=true", "?dry_run=true")) {
      var mixed = "{\"connection_id\":\"" + own.connection() + "\",\"notes\":\"n\"}";
      same("PATCH", Route.T + "/vehicles/{vehicle}" + query, mixed).expect(404);
      same(
              "PATCH",
              Route.T + "/vehicles/" + own.id("truck") + query,
              "{\"connection_id\":\"{connection}\",\"notes\":\"n\"}")
          .expect(404);
    }
  }

  private static void assertUnknown(String path, Http.Reply reply) {
    var fault = reply.expect(422).json().at("/detail/0");
    assertEquals(path, fault.get("path").asText(), reply::toString);
    assertEquals("unknown_reference", fault.get("error_type").asText(), reply::toString);
  }

  @Test
  void noFilterFindsWhatIsAnothers() {
    for (var path :
        List.of(
            Route.C + "/resource-operations?connection_id={connection}",
            Route.C + "/resource-operations?resource=message&resource_id={user}",
            Route.C + "/resource-operations?resource=user&source_id=" + World.ANA,
            Route.C + "/resource-operations?connection_id={connection}&status=success",
            Route.T + "/users?connection_id={connection}",
            Route.T + "/users?connection_id={connection}&source_id=" + World.ANA,
            Route.T + "/vehicles?connection_id={connection}&size=1",
            Route.T + "/trailers?connection_id={connection}&fleet_refs=F-1")) {
      for (var holdings : List.of(theirs, nobodys)) {
        var reply = own.partner().get(holdings.fill(path)).expect(200).json();
        assertEquals(0, reply.get("items").size(), path);
        assertTrue(reply.get("next_page").isNull(), path);
      }
    }
    for (var path :
        List.of(
            Route.C,
            Route.C + "/resource-operations",
            Route.C + "/resource-operations?fleet_refs=F-1",
            Route.T + "/users",
            Route.T + "/users?fleet_refs=F-1",
            Route.T + "/vehicles",
            Route.T + "/trailers",
            Route.W,
            "/v2/notifications/events?after=0")) {
      assertShowsNothing(path, own.partner().get(path).expect(200));
    }
    assertShowsNothing("metrics", own.partner().get("/prometheus").expect(200));
  }

  private void assertShowsNothing(String what, Http.Reply reply) {
    for (var id : theirs.ids().values()) {
      assertFalse(reply.raw().body().contains(id), () -> what + ": " + reply);
    }
  }

  @Test
  void aCursorOfAnothersListLeadsToNothingOfTheirs() {
    for (var path : List.of(Route.C + "/resource-operations", Route.T + "/users", Route.C)) {
      var size = path.contains("?") ? "&size=1" : "?size=1";
      var page = theirs.partner().get(path + size).expect(200).json();
      for (var name : List.of("current_page", "next_page")) {
        var cursor = page.path(name).asText("");
        if (!cursor.isEmpty() && !cursor.equals("null")) {
          var reply = own.partner().get(path + size + "&cursor=" + cursor);
          assertShowsNothing(path, reply);
        }
      }
    }
  }

  @Test
  void noCursorTellsHowMuchIsOthers() {
    var hook = webhook(theirs.partner(), Hook.body(Inbox.SHARED.box(), "connection.*"));
    var logs = Route.W + "/" + hook + "/logs?size=1";
    for (var n = 0; n < 2; n++) {
      theirs.partner().send("POST", Route.W + "/" + hook + "/test", "").expect(202);
    }
    Await.until(
        "two are delivered", Partner.SOON, () -> !cursor(theirs.partner(), logs).equals("null"));
    for (var path : List.of(logs, "/v2/audit/events?size=1")) {
      var cursor = cursor(theirs.partner(), path);
      assertFalse(cursor.equals(cursor(theirs.partner(), path)), "sealed anew each time: " + path);
      var next = theirs.partner().get(path + "&cursor=" + cursor).expect(200).json();
      assertEquals(cursor, next.get("current_page").asText());
      assertEquals(1, next.get("items").size());
      var others = own.partner().get(path + "&cursor=" + cursor).status();
      assertEquals(path.equals(logs) ? 404 : 400, others);
    }
  }

  private static String cursor(Partner partner, String path) {
    return partner.get(path).expect(200).json().get("next_page").asText();
  }

  @Test
  void aKeyOfAnothersIsFree() {
    var key = "shared-" + Fleet.number();
    var one = keyed(theirs.fleet(), key);
    var other = keyed(own, key);
    assertFalse(one.json().get("id").equals(other.json().get("id")));
    assertEquals("", other.header("Idempotency-Replayed"));
  }

  private static Http.Reply keyed(Fleet fleet, String key) {
    return fleet
        .partner()
        .send(
            "POST",
            Sample.MESSAGE.path(),
            fleet.fill(Sample.MESSAGE.body()),
            "Idempotency-Key",
            key)
        .expect(202);
  }

  @Test
  void nobodyIsToldOfWhatIsAnothers() {
    var spy = Partner.of(world.node(), "Spy Inc");
    var hook =
        "{\"url\":\"%s/hook\",\"event_name\":\"resource_operation.*\"}"
            .formatted(world.sandbox().samsaraUrl());
    var aimed = theirs.fill("{\"connection_ids\":[\"{connection}\"]}");
    var owners = webhook(theirs.partner(), hook);
    var spies = List.of(webhook(spy, hook), webhook(spy, Json.with(hook, "filters", aimed)));
    var written =
        theirs
            .partner()
            .send("POST", Sample.MESSAGE.path(), theirs.fleet().fill(Sample.MESSAGE.body()))
            .expect(202)
            .json();
    theirs.fleet().ended(written);
    Await.until(
        "its owner is told",
        Partner.SOON,
        () -> logs(theirs.partner(), owners).get("items").size() >= 2);
    spies.forEach(id -> assertEquals(0, logs(spy, id).get("items").size()));
    var event = eventOf(written);
    for (var body :
        List.of(
            "{\"event_ids\":[\"" + event + "\"]}",
            "{\"event_ids\":[\"00000000-0000-7000-8000-000000000001\"]}")) {
      var path = Route.W + "/" + spies.getFirst() + "/replay";
      var replayed = spy.send("POST", path, body).expect(202).json();
      assertEquals(0, replayed.get("replayed").asInt(), replayed::toString);
    }
  }

  @Test
  void aWebhookTellsNothingThatItsMakerMayNotRead() {
    var partner = Partner.of(world.node(), "Narrow Inc");
    for (var scope : List.of("resource_operation:read", "connection:read", "invitation:read")) {
      var narrow = partner.withScopesBut(scope);
      var event = scope.substring(0, scope.indexOf(':')) + ".*";
      var refused = narrow.send("POST", Route.W, Hook.body(Inbox.SHARED.box(), event));
      assertEquals(403, refused.status(), refused::toString);
      assertTrue(refused.toString().contains(scope), refused::toString);
      narrow.send("POST", Route.W, Hook.body(Inbox.SHARED.box(), "webhook.*")).expect(201);
    }
  }

  @Test
  void aRetryNeedsTheRightToWriteAndTheRightToOperations() {
    for (var scope : List.of("resource_operation:write", "telematics:write")) {
      var path = theirs.fill(Route.C + "/{connection}/resource-operations/{connection}/retry");
      var refused = theirs.partner().withScopesBut(scope).send("POST", path, "");
      assertEquals(403, refused.status(), refused::toString);
      assertTrue(refused.toString().contains(scope), refused::toString);
    }
  }

  @Test
  void theIdsOfRequestsCountNobodysRequests() {
    var ids =
        Stream.generate(() -> own.partner().get(Route.C).header("X-Request-ID"))
            .limit(3)
            .map(id -> id.substring(0, 8))
            .distinct()
            .toList();
    assertEquals(3, ids.size(), ids::toString);
  }

  private String eventOf(JsonNode operation) {
    var feed = theirs.partner().get("/v2/notifications/events?after=0&size=1000").expect(200);
    for (var event : feed.json().get("items")) {
      if (event.toString().contains(operation.get("id").asText())) {
        return event.get("id").asText();
      }
    }
    throw new AssertionError("no event of " + operation.get("id"));
  }

  private static String webhook(Partner partner, String body) {
    return partner.send("POST", Route.W, body).expect(201).json().get("id").asText();
  }

  private static JsonNode logs(Partner partner, String webhook) {
    return partner.get(Route.W + "/" + webhook + "/logs").expect(200).json();
  }
}
