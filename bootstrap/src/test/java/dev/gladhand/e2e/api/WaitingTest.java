package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Why writes wait, asked of the node that holds their lane and, where two can be, of another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class WaitingTest {
  private static final String LIST = "/v2/integrations/connections/resource-operations";

  @Parameter private Stores.Kind kind;
  private World world;
  private @Nullable Node other;
  private Partner partner;
  private List<Partner> everyNode;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    partner = Partner.of(world.node(), "Waiting Inc");
    everyNode = List.of(partner);
    if (kind == Stores.Kind.POSTGRESQL) {
      other = world.another(Map.of());
      everyNode = List.of(partner, partner.at(other));
    }
  }

  @AfterParameterizedClassInvocation
  void stop() {
    if (other != null) {
      other.close();
    }
  }

  private JsonNode message(String connection, String driver, String thread) {
    return message(partner, connection, driver, thread);
  }

  private static JsonNode message(
      Partner through, String connection, String driver, String thread) {
    return through
        .send(
            "POST",
            "/v2/telematics/messages",
            """
            {"connection_id":"%s","recipient_id":"%s","message_text":"Dock 4","source_thread_id":"%s"}"""
                .formatted(connection, driver, thread))
        .expect(202)
        .json();
  }

  private static void awaitWaiting(Partner asked, String connection, JsonNode op, String why) {
    Await.value(
        "operation waits on " + why,
        Partner.SOON,
        () -> asked.operation(connection, op.get("id").asText()).get("waiting_on").asText(),
        why::equals);
  }

  private static JsonNode lane(Partner asked, String connection) {
    return asked.get("/v2/integrations/connections/" + connection).expect(200).json().get("lane");
  }

  private static JsonNode awaitLane(Partner asked, String connection, String why) {
    return Await.value(
        "the lane waits on " + why,
        Partner.SOON,
        () -> lane(asked, connection),
        lane -> lane.get("waiting_on").asText().equals(why));
  }

  @Test
  void everyNodeTellsOfALimitAndOfAnEarlierWrite() {
    var connection =
        partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_minute\":1}");
    var driver = partner.users(connection, List.of(World.ANA)).getFirst();
    // The first call may be made at once, the next in a minute.
    partner.ended(connection, message(connection, driver, "one").get("id").asText());
    var limited = message(connection, driver, "two");
    var behind = message(connection, driver, "two");
    assertEquals("earlier_write", behind.get("waiting_on").asText());
    assertTrue(behind.get("next_attempt_at").isNull(), behind::toString);
    for (var asked : everyNode) {
      awaitWaiting(asked, connection, limited, "rate_limit");
      awaitWaiting(asked, connection, behind, "earlier_write");
      var listed =
          asked
              .get(LIST + "?sort_order=asc&connection_id=" + connection)
              .expect(200)
              .json()
              .get("items");
      assertEquals("rate_limit", listed.get(1).get("waiting_on").asText());
      assertEquals("earlier_write", listed.get(2).get("waiting_on").asText());
      var permit = Instant.parse(listed.get(1).get("next_attempt_at").asText());
      assertTrue(permit.isAfter(Instant.now()), listed::toString);
      assertTrue(permit.isBefore(Instant.now().plusSeconds(61)), listed::toString);
      assertTrue(listed.get(2).get("next_attempt_at").isNull(), listed::toString);
      var lane = awaitLane(asked, connection, "rate_limit");
      assertEquals(2, lane.get("depth").asInt());
      assertEquals(limited.get("created_at"), lane.get("oldest_waiting_at"));
      assertTrue(lane.get("waits_until").isTextual(), lane::toString);
      var bucket = lane.get("buckets").get(0);
      assertEquals(1, bucket.get("per_second").asDouble() * 60, 0.01, lane::toString);
      assertTrue(bucket.get("permits").asDouble() < 1, lane::toString);
    }
    // Through any node the answer to a write tells it already.
    var late = new ArrayList<JsonNode>();
    for (var through : everyNode) {
      late.add(message(through, connection, driver, "of " + late.size()));
      assertEquals("rate_limit", late.getLast().get("waiting_on").asText());
      assertTrue(late.getLast().get("next_attempt_at").isNull(), "others go before it");
    }
    late.forEach(op -> partner.send("POST", path(connection, op) + "/cancel", "").expect(200));
    for (var op : List.of(behind, limited)) {
      partner.send("POST", path(connection, op) + "/cancel", "").expect(200);
    }
    assertEquals(0, lane(partner, connection).get("depth").asInt());
  }

  private static String path(String connection, JsonNode op) {
    return "/v2/integrations/connections/%s/resource-operations/%s"
        .formatted(connection, op.get("id").asText());
  }

  @Test
  void everyNodeTellsThatCredentialsAreMissing() {
    var connection = partner.samsara(world.sandbox().samsaraUrl(), "");
    var driver = partner.users(connection, List.of(World.ANA)).getFirst();
    change(connection, "no-token-of-the-sandbox");
    var first = message(connection, driver, "one");
    for (var asked : everyNode) {
      awaitWaiting(asked, connection, first, "credentials");
      var shown = asked.operation(connection, first.get("id").asText());
      assertTrue(shown.get("next_attempt_at").isNull(), shown::toString);
      var lane = awaitLane(asked, connection, "credentials");
      assertEquals("credentials", lane.get("parked").asText());
      assertTrue(lane.get("waits_until").isNull(), lane::toString);
    }
    assertEquals("credentials", message(connection, driver, "one").get("waiting_on").asText());
    assertEquals(
        "credentials",
        message(everyNode.getLast(), connection, driver, "one").get("waiting_on").asText());
    assertEquals(3, lane(partner, connection).get("depth").asInt());
    change(connection, "samsara-sandbox-token");
    assertEquals(
        "success", partner.ended(connection, first.get("id").asText()).get("status").asText());
  }

  private void change(String connection, String token) {
    partner
        .send(
            "PATCH",
            "/v2/integrations/connections/" + connection,
            "{\"credentials\":{\"api_token\":\"" + token + "\"}}")
        .expect(200);
  }

  @Test
  void aLaneWithNothingInItWaitsForNothing() {
    var connection = partner.samsara(world.sandbox().samsaraUrl(), "");
    var lane = lane(partner, connection);
    assertEquals(0, lane.get("depth").asInt());
    for (var name : List.of("oldest_waiting_at", "waiting_on", "waits_until", "due_at", "parked")) {
      assertTrue(lane.get(name).isNull(), name);
    }
  }
}
