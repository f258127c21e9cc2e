package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.journal.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The map between our ids and a TSP's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class ReferencesTest {
  private static final int MANY = 10_000;

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "References Inc");
  }

  private String references(String connection) {
    return "/v2/integrations/connections/" + connection + "/references";
  }

  @Test
  void tenThousandAreImportedAtOnceAndAMessageToAnyOfThemResolves() {
    var own = Fleet.atSamsara(world, fleet.partner());
    var partner = own.partner();
    var items =
        IntStream.range(0, MANY)
            .mapToObj(i -> Fleet.reference("user", Long.toString(500_000_000_000L + i)))
            .toList();
    var begun = System.nanoTime();
    var ids = partner.references(own.connection(), items);
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).compareTo(Duration.ofSeconds(10)) < 0);
    assertEquals(MANY, ids.size());
    assertEquals(MANY, new HashSet<>(ids).size());
    for (var index : List.of(0, 1, 4_999, MANY - 1)) {
      var shown =
          partner
              .send(
                  "POST",
                  Sample.MESSAGE.path() + "?dry_run=true",
                  own.fill(
                      "{\"connection_id\":\"{connection}\",\"recipient_id\":\""
                          + ids.get(index)
                          + "\",\"message_text\":\"m\"}"))
              .expect(200)
              .json();
      assertTrue(
          shown
              .at("/tsp_request/body")
              .toString()
              .contains(Long.toString(500_000_000_000L + index)),
          shown::toString);
    }
    assertEquals(ids, partner.references(own.connection(), items));
    assertEquals(
        MANY + 3,
        paged(partner, "/v2/telematics/users?size=1000&connection_id=" + own.connection()));
    var over = new ArrayList<>(items);
    over.add(Fleet.reference("user", "one-more"));
    partner.send("PUT", references(own.connection()), over.toString()).expect(422);
  }

  /** How many items all pages have, none of them twice. */
  private static int paged(Partner partner, String path) {
    var seen = new HashSet<String>();
    JsonNode page = partner.get(path).expect(200).json();
    while (true) {
      for (var item : page.get("items")) {
        assertTrue(seen.add(item.get("id").asText()), item::toString);
      }
      if (page.get("next_page").isNull()) {
        return seen.size();
      }
      page = partner.get(path + "&cursor=" + page.get("next_page").asText()).expect(200).json();
    }
  }

  @Test
  void linesAreTakenTooAndAnsweredInTheirOrder() {
    var lines = Fleet.reference("trailer", "l-1") + "\n" + Fleet.reference("vehicle", "l-2") + "\n";
    var path = references(fleet.connection());
    var first =
        fleet
            .partner()
            .send("PUT", path, lines, "Content-Type", "application/x-ndjson")
            .expect(200)
            .json()
            .get("items");
    assertEquals("l-1", first.at("/0/source_id").asText());
    assertEquals("trailer", first.at("/0/resource").asText());
    assertTrue(first.at("/0/created").asBoolean());
    assertEquals("l-2", first.at("/1/source_id").asText());
    var second =
        fleet
            .partner()
            .send("PUT", path, lines, "Content-Type", "application/x-ndjson")
            .expect(200)
            .json()
            .get("items");
    assertEquals(first.at("/0/resource_id"), second.at("/0/resource_id"));
    assertTrue(!second.at("/0/created").asBoolean());
  }

  @Test
  void aLineThatIsNoJsonIsNamedByItsNumber() {
    var lines = Fleet.reference("user", "m-1") + "\n\n" + Fleet.reference("user", "m-2");
    for (var broken : List.of("{", "x", "{} {}", "{\"" + "n".repeat(300) + "\":1}")) {
      var reply =
          fleet
              .partner()
              .send(
                  "PUT",
                  references(fleet.connection()),
                  lines + "\n" + broken + "\n",
                  "Content-Type",
                  "application/x-ndjson")
              .expect(400)
              .json();
      assertTrue(reply.get("detail").asText().startsWith("line 4: "), reply::toString);
    }
  }

  @Test
  void anIdOfAnotherConnectionIsUnknown() {
    var other = Fleet.atSamsara(world, fleet.partner());
    assertNotEquals(other.id("ana"), fleet.id("ana"));
    var body =
        Json.with(fleet.fill(Sample.MESSAGE.body()), "recipient_id", '"' + other.id("ana") + '"');
    var refused = fleet.partner().send("POST", Sample.MESSAGE.path(), body).expect(422).json();
    assertEquals("unknown_reference", refused.at("/detail/0/error_type").asText());
    assertEquals("recipient_id", refused.at("/detail/0/path").asText());
    fleet
        .partner()
        .send(
            "PATCH",
            other.fill(Sample.VEHICLE_UPDATE.path()),
            fleet.fill(Sample.VEHICLE_UPDATE.body()))
        .expect(404);
  }

  @Test
  void aRefreshBringsWhatTheTspHas() {
    world
        .sandbox()
        .samsara()
        .seed("drivers", dev.gladhand.sandbox.json.Json.obj("count", 600, "name", "Many"));
    var own = Fleet.atSamsara(world, fleet.partner());
    var partner = own.partner();
    var before = own.lastRequest();
    var reply = partner.send("POST", references(own.connection()) + "/refresh", "").expect(202);
    var done =
        Await.value(
            "the refresh ends",
            Partner.SOON,
            () -> partner.get(reply.header("Location")).expect(200).json(),
            job -> !List.of("pending", "running").contains(job.get("status").asText()));
    assertTrue(
        List.of("success", "succeeded").contains(done.get("status").asText()), done::toString);
    for (var resource : List.of("user", "vehicle", "trailer")) {
      assertTrue(done.at("/progress/" + resource + "/seen").asInt() > 0, done::toString);
      assertTrue(done.at("/progress/" + resource + "/done").asBoolean(), done::toString);
    }
    assertTrue(
        paged(partner, "/v2/telematics/users?size=100&connection_id=" + own.connection()) > 600);
    var ana =
        partner
            .get(
                "/v2/telematics/users?connection_id="
                    + own.connection()
                    + "&source_id="
                    + World.ANA)
            .json();
    assertEquals(1, ana.get("items").size());
    assertEquals("Ana Ruiz", ana.at("/items/0/name").asText());
    assertEquals(own.id("ana"), ana.at("/items/0/id").asText());
    assertTrue(
        world
            .sandbox()
            .journal()
            .received(Query.of("samsara").after(before).path("/fleet/drivers"))
            .stream()
            .anyMatch(request -> request.target().contains("deactivated")));
  }
}
