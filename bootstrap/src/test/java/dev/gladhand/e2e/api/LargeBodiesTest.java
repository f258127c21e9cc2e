package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Holdings;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A body costs no more than its size: it is refused by a bound, and the refusal has a bound too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeBodiesTest {
  private static final int LONGEST_ANSWER = 256 * 1024;

  private World world;
  private Holdings holdings;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    holdings = Holdings.of(world, "Large Inc");
  }

  static Stream<Route> routes() {
    return Route.all().stream().filter(route -> route.body() != null);
  }

  private Http.Reply send(Route route, String body) {
    var as = route.scope().equals("admin") ? Partner.admin(world.node()) : holdings.partner();
    return as.send(route.method(), holdings.fill(route.path()), body);
  }

  private static String many(String element, int count) {
    return String.join(",", Collections.nCopies(count, element));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aLongNameIsA400(Route route) {
    var reply = send(route, "{\"" + "n".repeat(512 * 1024) + "\":[" + many("0", 200_000) + "]}");
    assertEquals(400, reply.status(), reply::toString);
    assertTrue(reply.json().get("detail").asText().contains("256 characters"), reply::toString);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void moreValuesThanABodyMayHaveAreA400(Route route) {
    var reply = send(route, "{\"a\":[" + many("0", 262_000) + "]}");
    assertEquals(400, reply.status(), reply::toString);
    assertTrue(reply.json().get("detail").asText().contains("100,000 values"), reply::toString);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void howeverManyFaultsABodyHasTheAnswerIsShort(Route route) {
    var name = "\\u0001".repeat(256);
    for (var value : List.of("\"\\u0000\"", "1e400", "[{}]", "{\"" + name + "\":{}}")) {
      var count = Math.min(15_000, 1_000_000 / (value.length() + 1));
      var list = "[" + many(value, count) + "]";
      for (var body :
          List.of(
              list,
              "{\"a\":" + list + ",\"defects\":" + list + ",\"recipient_ids\":" + list + "}",
              "{\"credentials\":{\"x\":" + list + "},\"settings\":{\"tag_ids\":" + list + "}}")) {
        if (body.length() > 1024 * 1024) {
          continue;
        }
        var reply = send(route, body);
        assertTrue(reply.status() == 422 || reply.status() == 404, reply::toString);
        var length = reply.raw().body().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(length <= LONGEST_ANSWER, () -> route + " answered with " + length + " bytes");
      }
    }
  }

  @Test
  void aHundredFaultsAreToldAndTheOthersCounted() {
    var body =
        "{\"connection_id\":\"{connection}\",\"driver_id\":\"{user}\",\"defects\":["
            + many("\"\\u0000\"", 50_000)
            + "]}";
    var route = new Route("POST", Route.T + "/dvir-logs", "", null);
    var reply = send(route, holdings.fill(body));
    assertEquals(422, reply.status(), reply::toString);
    var faults = reply.json().get("detail");
    assertEquals(101, faults.size());
    assertEquals("defects.99", faults.get(99).get("path").asText());
    assertEquals("more_faults", faults.get(100).get("error_type").asText());
    assertTrue(faults.get(100).get("message").asText().contains("49900"), reply::toString);
  }

  @Test
  void lenientReadingHasTheSameBounds() {
    var body =
        holdings.fill(
            "{\"connection_id\":\"{connection}\",\"notes\":\"n\",\"a\":["
                + many("\"\\u0000\"", 90_000)
                + "]}");
    var reply =
        holdings.partner().send("POST", Route.T + "/vehicles", body, "Prefer", "handling=lenient");
    assertEquals(422, reply.status(), reply::toString);
    assertEquals(101, reply.json().get("detail").size());
  }

  @Test
  void othersAreServedMeanwhile() throws Exception {
    var body = "{\"a\":[" + many("\"\\u0000\"", 90_000) + "]}";
    var hostile = new Route("POST", Route.T + "/vehicles", "", null);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies =
          Stream.generate(() -> threads.submit(() -> send(hostile, body))).limit(20).toList();
      var health = Http.send("GET", world.node().url() + "/health/liveness", "", Map.of());
      assertEquals(200, health.status());
      for (var reply : replies) {
        assertEquals(422, reply.get().status());
      }
    }
  }
}
