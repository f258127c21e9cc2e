package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Holdings;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A query parameter that a route does not know is never passed over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersTest {
  private World world;
  private Holdings holdings;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    holdings = Holdings.of(world, "Parameters Inc");
  }

  static List<Route> routes() {
    return Route.all();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anUnknownParameterIsA400ThatNamesIt(Route route) {
    var as = route.scope().equals("admin") ? Partner.admin(world.node()) : holdings.partner();
    var body = route.body() == null ? "" : holdings.fill(route.body());
    for (var query : List.of("dryRun=true", "Size=5", "fleet_refs%5B%5D=a", "fields", "=x")) {
      var reply = as.send(route.method(), holdings.fill(route.path()) + "?" + query, body);
      assertEquals(400, reply.status(), reply::toString);
      var name = query.split("=", -1)[0].replace("%5B%5D", "[]");
      assertTrue(reply.json().get("detail").asText().contains(name), reply::toString);
    }
  }
}
