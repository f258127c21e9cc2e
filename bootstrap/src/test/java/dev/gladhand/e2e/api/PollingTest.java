package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a partner finds out afterwards, and what can still be changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class PollingTest {
  private static final String LIST = "/v2/integrations/connections/resource-operations";

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Polling Inc");
  }

  @AfterEach
  void calm() {
    world.sandbox().faults().clear();
    world.sandbox().refuse("samsara", false);
  }

  private JsonNode post(Fleet own, Sample sample) {
    return own.partner()
        .send(sample.method(), own.fill(sample.path()), own.fill(sample.body()))
        .expect(202)
        .json();
  }

  private static List<String> ids(JsonNode page) {
    var ids = new ArrayList<String>();
    page.get("items").forEach(item -> ids.add(item.get("id").asText()));
    return ids;
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void noPageRepeatsOrSkipsWhileOthersArrive(String order) throws Exception {
    var own = Fleet.atSamsara(world, "Pages Inc " + order);
    var known = new ArrayList<String>();
    for (var i = 0; i < 60; i++) {
      known.add(post(own, Sample.MESSAGE).get("id").asText());
    }
    var going = new AtomicBoolean(true);
    var seen = new ArrayList<String>();
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var arriving =
          tasks.submit(
              () -> {
                while (going.get()) {
                  post(own, Sample.MESSAGE);
                }
              });
      try {
        var path = LIST + "?size=7&sort_order=" + order;
        var page = own.partner().get(path).expect(200).json();
        for (var pages = 0; pages < 40; pages++) {
          seen.addAll(ids(page));
          if (page.get("next_page").isNull()) {
            break;
          }
          page =
              own.partner()
                  .get(path + "&cursor=" + page.get("next_page").asText())
                  .expect(200)
                  .json();
        }
      } finally {
        going.set(false);
      }
      arriving.get();
    }
    own.settle();
    assertEquals(seen.size(), new LinkedHashSet<>(seen).size());
    var sorted = seen.stream().sorted().toList();
    assertEquals(order.equals("asc") ? sorted : sorted.reversed(), seen);
    assertTrue(seen.containsAll(known), () -> seen.size() + " of at least " + known.size());
  }

  /** Many are pending and few have ended: the pages of both together have all of them. */
  @Test
  void noPageOfThousandsOfPendingOnesIsCutShort() throws Exception {
    var partner = Partner.of(world.node(), "Thousands Inc");
    var connection =
        partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_minute\":3}");
    var driver = partner.users(connection, List.of(World.ANA)).getFirst();
    var line =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"one of many\"}\n"
            .formatted(connection, driver);
    var request =
        HttpRequest.newBuilder(URI.create(world.node().url() + "/v2/telematics/messages/bulk"))
            .header("Authorization", "Bearer " + partner.token())
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(line.repeat(3000)))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
    }
    Await.until(
        "one has ended",
        Partner.SOON,
        () -> !ids(partner.get(LIST + "?status=success&size=1").expect(200).json()).isEmpty());
    for (var size : List.of(500, 1000)) {
      var path = LIST + "?size=" + size;
      var page = partner.get(path).expect(200).json();
      var seen = new LinkedHashSet<>(ids(page));
      while (!page.get("next_page").isNull()) {
        page = partner.get(path + "&cursor=" + page.get("next_page").asText()).expect(200).json();
        seen.addAll(ids(page));
      }
      assertEquals(3000, seen.size(), "in pages of " + size);
    }
    partner.send("DELETE", "/v2/integrations/connections/" + connection, "").expect(204);
  }

  @Test
  void onePagesForthAndBack() {
    var own = Fleet.atSamsara(world, "Back Inc");
    for (var i = 0; i < 9; i++) {
      post(own, Sample.MESSAGE);
    }
    var path = LIST + "?size=3";
    var first = own.partner().get(path).expect(200).json();
    var second =
        own.partner().get(path + "&cursor=" + first.get("next_page").asText()).expect(200).json();
    assertEquals(
        List.of("current_page", "current_page_backwards", "items", "next_page", "previous_page"),
        Json.names(first));
    assertTrue(
        first.get("previous_page").isNull() || !first.get("previous_page").asText().isEmpty());
    var back =
        own.partner()
            .get(path + "&cursor=" + second.get("previous_page").asText())
            .expect(200)
            .json();
    assertEquals(ids(first), ids(back));
    var again =
        own.partner()
            .get(path + "&cursor=" + second.get("current_page").asText())
            .expect(200)
            .json();
    assertEquals(ids(second), ids(again));
    own.settle();
  }

  @Test
  void everyFilterFiltersAndNothingElse() {
    var own = Fleet.atSamsara(world, "Filters Inc");
    var partner = own.partner();
    var begun = Instant.now().minusSeconds(60);
    var message = own.ended(post(own, Sample.MESSAGE));
    var trailer = own.ended(post(own, Sample.TRAILER));
    var update = own.ended(post(own, Sample.VEHICLE_UPDATE));
    world.sandbox().faults().add(FaultRule.once(Fault.respond(400, "{}")).provider("samsara"));
    var failed = own.ended(post(own, Sample.FUEL));
    var all = List.of(message, trailer, update, failed);
    assertFinds(partner, "", all);
    assertFinds(partner, "resource=trailer", List.of(trailer));
    assertFinds(partner, "operation=update", List.of(update));
    assertFinds(partner, "operation=create", List.of(message, trailer, failed));
    assertFinds(partner, "status=failed", List.of(failed));
    assertFinds(partner, "status=success", List.of(message, trailer, update));
    assertFinds(partner, "status=pending", List.of());
    assertFinds(partner, "source_name=samsara", all);
    assertFinds(partner, "source_name=superoffice", List.of());
    assertFinds(partner, "connection_id=" + own.connection(), all);
    assertFinds(partner, "connection_id=" + fleet.connection(), List.of());
    assertFinds(partner, "fleet_refs=F-1&fleet_refs=F-2", all);
    assertFinds(partner, "fleet_refs=F-2", List.of());
    assertFinds(partner, "resource_id=" + trailer.get("resource_id").asText(), List.of(trailer));
    assertFinds(
        partner,
        "resource=trailer&source_id=" + trailer.get("source_id").asText(),
        List.of(trailer));
    assertFinds(partner, "from_datetime=" + begun, all);
    assertFinds(partner, "to_datetime=" + begun, List.of());
    assertFinds(partner, "from_datetime=" + begun + "&to_datetime=" + begun.plusSeconds(3600), all);
    assertFinds(partner, "resource=vehicle&operation=update&status=success", List.of(update));
  }

  private static void assertFinds(Partner partner, String query, List<JsonNode> wanted) {
    var page = partner.get(LIST + "?" + query).expect(200).json();
    var expected = new ArrayList<>(wanted);
    expected.sort((a, b) -> b.get("id").asText().compareTo(a.get("id").asText()));
    var actual = new ArrayList<JsonNode>();
    page.get("items").forEach(actual::add);
    assertEquals(expected, actual, query);
  }

  private String path(JsonNode operation) {
    return "/v2/integrations/connections/"
        + operation.get("connection_id").asText()
        + "/resource-operations/"
        + operation.get("id").asText();
  }

  @Test
  void aWriteThatWaitsCanBeCancelledAndIsNeverSent() {
    var own = Fleet.atSamsara(world, "Cancel Inc");
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(Fault.tooManyRequests("3")).provider("samsara").method("POST"));
    var accepted = post(own, Sample.MESSAGE);
    Await.until(
        "the write waits",
        Partner.SOON,
        () ->
            own.partner()
                .get(path(accepted))
                .json()
                .get("waiting_on")
                .asText()
                .equals("rate_limit"));
    var cancelled = own.partner().send("POST", path(accepted) + "/cancel", "").expect(200).json();
    assertEquals("failed", cancelled.get("status").asText());
    assertEquals("not_applied", cancelled.get("outcome").asText());
    own.partner().send("POST", path(accepted) + "/cancel", "").expect(409);
    world.sandbox().faults().clear();
    var before = own.lastRequest();
    assertEquals("success", own.ended(post(own, Sample.MESSAGE)).get("status").asText());
    assertEquals(1, own.writesSince(before).size());
  }

  @Test
  void aWriteThatIsUnderWayOrEndedCanNotBeCancelled() {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.once(new Fault.Delay(Duration.ofMillis(700), true))
                .provider("samsara")
                .method("POST"));
    var before = fleet.lastRequest();
    var accepted = post(fleet, Sample.MESSAGE);
    Await.until("the call is under way", Partner.SOON, () -> !fleet.writesSince(before).isEmpty());
    var refused = fleet.partner().send("POST", path(accepted) + "/cancel", "");
    assertEquals(409, refused.status(), refused::toString);
    Errors.assertBody("cancel", refused);
    assertEquals("success", fleet.ended(accepted).get("status").asText());
    fleet.partner().send("POST", path(accepted) + "/cancel", "").expect(409);
  }

  @Test
  void aFailedWriteCanBeMadeAgainAndOthersNot() {
    world.sandbox().faults().add(FaultRule.once(Fault.respond(400, "{}")).provider("samsara"));
    var failed = fleet.ended(post(fleet, Sample.MESSAGE));
    assertEquals("failed", failed.get("status").asText());
    var reply = fleet.partner().send("POST", path(failed) + "/retry", "").expect(202);
    var again = reply.json();
    assertFalse(again.get("id").equals(failed.get("id")));
    assertEquals(failed.get("id"), again.get("retried_from"));
    assertEquals(path(again), reply.header("Location"));
    assertEquals(failed.get("payload"), again.get("payload"));
    var done = fleet.ended(again);
    assertEquals("success", done.get("status").asText(), done::toString);
    fleet.partner().send("POST", path(done) + "/retry", "").expect(409);
    assertEquals(failed, fleet.partner().get(path(failed)).json());
  }

  @Test
  void aFailedWriteIsMadeAgainOnceForEachKey() {
    world.sandbox().faults().add(FaultRule.once(Fault.respond(400, "{}")).provider("samsara"));
    var failed = fleet.ended(post(fleet, Sample.MESSAGE));
    var before = fleet.lastRequest();
    var first = retry(failed, "once-more").expect(202);
    var done = fleet.ended(first.json());
    var second = retry(failed, "\"once-more\"").expect(202);
    assertEquals(done, second.json());
    assertEquals("", first.header("Idempotency-Replayed"));
    assertEquals("true", second.header("Idempotency-Replayed"));
    assertEquals(1, fleet.writesSince(before).size());
    assertEquals(400, retry(failed, "").status());
  }

  private Http.Reply retry(JsonNode failed, String key) {
    return fleet.partner().send("POST", path(failed) + "/retry", "", "Idempotency-Key", key);
  }
}
