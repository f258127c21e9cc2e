package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Holdings;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that is not what its Content-Encoding says is the caller's fault, on every route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncodedBodiesTest {
  private World world;
  private Holdings holdings;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    holdings = Holdings.of(world, "Encoded Inc");
  }

  static Stream<Route> routes() {
    return Route.all().stream().filter(route -> route.body() != null);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whatIsNotEncodedIsA400AndAnUnknownEncodingA415(Route route) {
    var as = route.scope().equals("admin") ? Partner.admin(world.node()) : holdings.partner();
    var path = holdings.fill(route.path());
    for (var encoding : List.of("gzip", "deflate")) {
      var reply = as.send(route.method(), path, "{}", "Content-Encoding", encoding);
      assertEquals(400, reply.status(), reply::toString);
      Errors.assertBody(encoding, reply);
    }
    for (var encoding : List.of("br", "zstd", "snappy", "gzip, snappy", "nonsense")) {
      var reply = as.send(route.method(), path, "{}", "Content-Encoding", encoding);
      assertEquals(415, reply.status(), reply::toString);
      Errors.assertBody(encoding, reply);
    }
  }

  @Test
  void theTokenEndpointTakesThemAsTheOthersDo() {
    for (var encoding : Map.of("gzip", 400, "deflate", 400, "br", 415, "snappy", 415).entrySet()) {
      var reply =
          Http.send(
              "POST",
              world.node().url() + "/oauth2/token",
              "grant_type=client_credentials",
              Map.of(
                  "Content-Type",
                  "application/x-www-form-urlencoded",
                  "Content-Encoding",
                  encoding.getKey()));
      assertEquals(encoding.getValue(), reply.status(), reply::toString);
    }
    assertFalse(world.node().log().contains("DecompressionException"));
  }

  @Test
  void aRouteWithoutABodyIgnoresOne() {
    var reply =
        holdings
            .partner()
            .send(
                "POST",
                Route.W + "/" + holdings.fill("{webhook}") + "/test",
                "not gzip",
                "Content-Encoding",
                "gzip");
    assertEquals(202, reply.status(), reply::toString);
  }

  @Test
  void aReplayWithoutABodyIsOneOfAllDeadLetters() {
    var path = Route.W + "/" + holdings.fill("{webhook}") + "/replay";
    var bare =
        Http.send(
            "POST",
            world.node().url() + path,
            "",
            Map.of("Authorization", "Bearer " + holdings.partner().token()));
    assertEquals(202, bare.status(), bare::toString);
    assertEquals(202, holdings.partner().send("POST", path, "").status());
    assertEquals(202, holdings.partner().send("POST", path, "{}").status());
    assertEquals(
        415, holdings.partner().send("POST", path, "{}", "Content-Type", "text/plain").status());
  }
}
