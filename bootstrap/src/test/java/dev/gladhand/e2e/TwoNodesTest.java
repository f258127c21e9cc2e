package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL. */
class TwoNodesTest {
  private static final int FLEETS = 20;
  private static final int EACH = 20;
  private static final Duration LEASE = Duration.ofSeconds(3);

  @TempDir Path folder;

  private record Fleet(String connection, String driver) {}

  private static List<Fleet> fleets(World world, Partner partner) {
    var fleets = new ArrayList<Fleet>();
    for (var i = 0; i < FLEETS; i++) {
      var connection =
          partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
      fleets.add(new Fleet(connection, partner.users(connection, List.of(World.ANA)).getFirst()));
    }
    return fleets;
  }

  private static String message(Fleet fleet, String text) {
    return "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
        .formatted(fleet.connection, fleet.driver, text);
  }

  private static Map<String, Fleet> post(List<Fleet> fleets, List<Partner> ways) {
    var posted = new LinkedHashMap<String, Fleet>();
    for (var number = 0; number < EACH; number++) {
      for (var fleet : fleets) {
        var partner = ways.get(posted.size() % ways.size());
        var id =
            partner
                .send(
                    "POST",
                    "/v2/telematics/messages",
                    message(fleet, "m" + posted.size() + " of both"))
                .expect(202)
                .json()
                .get("id")
                .asText();
        posted.put(id, fleet);
      }
    }
    return posted;
  }

  private static void eachReachedTheProviderOnce(World world, int messages) {
    var times = world.sandbox().timesApplied("samsara");
    assertEquals(messages, times.size());
    times.forEach((message, count) -> assertEquals(1, count, message));
  }

  @Test
  void shareTheWorkWithoutSendingAnythingTwice() {
    try (var world = World.start(Stores.Kind.POSTGRESQL, folder, Map.of());
        var second = world.another(Map.of())) {
      var partner = Partner.of(world.node(), "Dispatch Inc");
      var posted = post(fleets(world, partner), List.of(partner, partner.at(second)));
      posted.forEach(
          (id, fleet) ->
              assertEquals("success", partner.ended(fleet.connection, id).get("status").asText()));
      eachReachedTheProviderOnce(world, posted.size());
    }
  }

  @Test
  void oneTakesOverWhatTheOtherLeftWhenItWasKilled() {
    try (var world = World.start(Stores.Kind.POSTGRESQL, folder, Map.of());
        var second = world.another(Map.of())) {
      var partner = Partner.of(second, "Dispatch Inc");
      var fleets = fleets(world, partner);
      world
          .sandbox()
          .faults()
          .add(
              FaultRule.always(new Fault.Delay(Duration.ofMillis(100), true))
                  .provider("samsara")
                  .method("POST"));
      var posted = post(fleets, List.of(partner.at(world.node())));
      Await.until(
          "some are under way",
          Partner.SOON,
          () -> world.sandbox().journal().received(Query.of("samsara")).size() > 10);
      world.node().kill();
      world.sandbox().faults().clear();
      var killed = System.nanoTime();
      posted.forEach(
          (id, fleet) ->
              assertEquals(
                  "success",
                  partner
                      .ended(fleet.connection, id, LEASE.plusSeconds(30))
                      .get("status")
                      .asText()));
      var took = Duration.ofNanos(System.nanoTime() - killed);
      eachReachedTheProviderOnce(world, posted.size());
      assertTrue(took.compareTo(LEASE.plusSeconds(30)) < 0, took::toString);
    }
  }
}
