package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.ListingTsp;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refreshes end, keep the connection's limits, and hold up no other partner's. */
@BothStores
class RefreshesTest {
  private static final int HANGING = 6;

  @TempDir Path folder;

  private final Stores.Kind kind;

  RefreshesTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void oneThatGoesInACircleEndsAndSixThatHangHoldNobodyUp() {
    try (var tsp = new ListingTsp();
        var world =
            World.start(kind, folder, Map.of("GLADHAND_TSP_TIMEOUT", "60s"), tsp.target())) {
      for (var i = 0; i < HANGING; i++) {
        refresh(Partner.of(world.node(), "Hanging " + i), tsp, "/hangs", "");
      }
      Await.until("all hang", Partner.SOON, () -> tsp.hanging() == HANGING);
      var victim = Partner.of(world.node(), "Victim");
      assertEquals(
          "success", ended(victim, refresh(victim, tsp, "/one", "")).get("status").asText());
      assertEquals(HANGING, tsp.hanging());
      var circling = Partner.of(world.node(), "Circling");
      var job = refresh(circling, tsp, "/circle", ",\"rate_limit\":{\"per_second\":5}");
      var failed = ended(circling, job);
      assertEquals("failed", failed.get("status").asText());
      assertEquals(
          "the pages of Samsara repeat without an end: it returned the same cursor twice",
          failed.get("error_details").asText());
      assertEquals(3, tsp.calls().size(), "a, b, and a again");
      var took = Duration.between(tsp.calls().getFirst(), tsp.calls().getLast());
      assertTrue(took.compareTo(Duration.ofMillis(390)) >= 0, () -> "two pages after " + took);
    }
  }

  private static String refresh(Partner partner, ListingTsp tsp, String path, String settings) {
    var connection = partner.samsara("http://" + tsp.target() + path, settings);
    return partner
        .send("POST", "/v2/integrations/connections/" + connection + "/references/refresh", "")
        .expect(202)
        .header("Location");
  }

  private static JsonNode ended(Partner partner, String job) {
    return Await.value(
        "the refresh ends",
        Partner.SOON,
        () -> partner.get(job).expect(200).json(),
        json -> !json.get("status").asText().equals("pending"));
  }
}
