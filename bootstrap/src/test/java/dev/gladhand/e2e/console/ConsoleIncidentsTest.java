package dev.gladhand.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Clicks;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.ProviderSignIn;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What does not flow is found on the start page and mended in a few clicks, by a browser that runs
 * no scripts. {@code clients/typescript/console.mjs} does the same in Chromium, where there is one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleIncidentsTest {
  private static final int MOST_CLICKS = 4;

  private World world;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.H2);
    world.sandbox().faults().clear();
  }

  @AfterEach
  void mend() {
    world.sandbox().faults().clear();
  }

  private static void assertFew(Clicks clicks) {
    assertTrue(clicks.count() <= MOST_CLICKS, () -> clicks.count() + " clicks");
  }

  private static String written(Fleet fleet) {
    var body = fleet.fill(Sample.MESSAGE.body());
    var made = fleet.partner().send("POST", Sample.MESSAGE.path(), body).expect(202).json();
    return made.get("id").asText();
  }

  private void awaitLane(Fleet fleet, String why) {
    Await.until(
        "the lane waits for " + why,
        Partner.SOON,
        () ->
            fleet
                .partner()
                .get(Route.C + "/" + fleet.connection())
                .expect(200)
                .json()
                .at("/lane/waiting_on")
                .asText()
                .equals(why));
  }

  @Test
  void credentialsAreLostAtOneFleet() throws IOException {
    ProviderSignIn.of(world, "Signing Inc");
    var fleet = Fleet.atSamsara(world, "Lost Inc");
    var connection = Route.C + "/" + fleet.connection();
    var wrong = "{\"credentials\":{\"api_token\":\"revoked-by-the-fleet\"}}";
    fleet.partner().send("PATCH", connection, wrong).expect(200);
    var id = written(fleet);
    awaitLane(fleet, "credentials");
    try (var clicks = Clicks.inConsole(world, fleet.partner())) {
      clicks.inRow(fleet.connection(), "Reconnect").link("Open the link");
      clicks.button("Sign in at Samsara").button("Allow");
      assertEquals("Connected", clicks.heading());
      assertFew(clicks);
    }
    var ended = fleet.partner().ended(fleet.connection(), id);
    assertEquals("success", ended.get("status").asText());
  }

  @Test
  void theProviderWasDownForOneFleet() throws IOException {
    var fleet = Fleet.atSamsara(world, "Down Inc");
    var text = "down " + Fleet.number();
    world.sandbox().faults().add(FaultRule.always(Fault.respond(503, "{}")).contains(text));
    var vehicle =
        fleet.fill("{\"connection_id\":\"{connection}\",\"notes\":\"%s\"}".formatted(text));
    for (var name : List.of("truck", "truck")) {
      var path = "/v2/telematics/vehicles/" + fleet.id(name);
      fleet.partner().send("PATCH", path, vehicle).expect(202);
    }
    Await.until(
        "a write failed",
        Partner.SOON,
        () -> {
          var failed =
              Route.C + "/resource-operations?status=failed&connection_id=" + fleet.connection();
          return fleet.partner().get(failed).expect(200).json().get("items").size() == 2;
        });
    world.sandbox().faults().clear();
    try (var clicks = Clicks.inConsole(world, fleet.partner())) {
      clicks.inRow("samsara", "2").button("Retry all that match").button("Confirm");
      assertFew(clicks);
    }
    Await.until(
        "both were made again",
        Partner.SOON,
        () -> {
          var done =
              Route.C + "/resource-operations?status=success&connection_id=" + fleet.connection();
          return fleet.partner().get(done).expect(200).json().get("items").size() == 2;
        });
  }

  @Test
  void aBacklogWaitsForTheRateLimit() throws IOException {
    var fleet = Fleet.atSamsara(world, "Slow Inc");
    var slow =
        "{\"settings\":{\"base_url\":\"%s\",\"rate_limit\":{\"per_minute\":1}}}"
            .formatted(world.sandbox().samsaraUrl());
    fleet.partner().send("PATCH", Route.C + "/" + fleet.connection(), slow).expect(200);
    for (var i = 0; i < 5; i++) {
      written(fleet);
    }
    awaitLane(fleet, "rate_limit");
    try (var clicks = Clicks.inConsole(world, fleet.partner())) {
      clicks.inRow(fleet.connection(), "4");
      clicks.button("Cancel all that match").button("Confirm");
      assertFew(clicks);
    }
    fleet.settle();
  }

  @Test
  void anOutcomeIsUnknown() throws IOException {
    var partner = Partner.of(world.node(), "Unknown Inc");
    var connection = partner.superOffice(world.sandbox().superOfficeUrl(), "");
    var recipient =
        partner.references(connection, List.of(Fleet.reference("user", "+4790000001"))).getFirst();
    var text = "unknown " + Fleet.number();
    world.sandbox().faults().add(FaultRule.once(Fault.applyThenHang()).contains(text));
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
            .formatted(connection, recipient, text);
    var id =
        partner.send("POST", Sample.MESSAGE.path(), body).expect(202).json().get("id").asText();
    assertEquals("unknown", partner.ended(connection, id).get("outcome").asText());
    try (var clicks = Clicks.inConsole(world, partner)) {
      clicks.inRow("superoffice", "1").link(id).button("Retry");
      assertFew(clicks);
      var retried = clicks.heading().substring("Operation ".length());
      assertEquals("success", partner.ended(connection, retried).get("status").asText());
    }
  }

  @Test
  void aWebhookIsStaleAndAnotherHasDeadLetters() throws IOException {
    var partner = Partner.of(world.node(), "Hooks Inc");
    var box = Inbox.SHARED.box();
    var broken = Inbox.SHARED.box();
    var stale = Hook.of(partner, box, "webhook.*");
    var dead = Hook.of(partner, broken, "webhook.*");
    box.answers(410);
    broken.answers(500);
    stale.post("test");
    dead.post("test");
    Await.until(
        "one is stale", Partner.SOON, () -> "stale".equals(stale.shown().get("status").asText()));
    Await.until(
        "one has dead letters", Partner.SOON, () -> dead.metrics().get("dead_letters").asInt() > 0);
    box.answers(204);
    broken.answers(204);
    try (var clicks = Clicks.inConsole(world, partner)) {
      clicks.inRow(stale.id(), "Activate");
      assertFew(clicks);
    }
    assertEquals("active", stale.shown().get("status").asText());
    try (var clicks = Clicks.inConsole(world, partner)) {
      clicks.link(dead.id()).button("Replay");
      assertTrue(clicks.text().contains("are sent again"), clicks::text);
      assertFew(clicks);
    }
    Await.until(
        "no dead letter is left",
        Partner.SOON,
        () -> dead.metrics().get("dead_letters").asInt() == 0);
  }
}
