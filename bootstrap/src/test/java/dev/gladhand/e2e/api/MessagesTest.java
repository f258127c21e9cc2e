package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The main job, as a partner sees it: messages to Samsara and SuperOffice, sync and async. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class MessagesTest {
  private static final String MESSAGES = "/v2/telematics/messages";

  @Parameter private Stores.Kind kind;
  private World world;
  private Partner partner;
  private String samsara;
  private String superOffice;
  private List<String> drivers;
  private List<String> people;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void start(@TempDir Path folder) {
    world = World.start(kind, folder, Map.of());
    partner = Partner.of(world.node(), "Dispatch Inc");
    samsara =
        partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":1000}");
    superOffice = partner.superOffice(world.sandbox().superOfficeUrl(), "");
    drivers = partner.users(samsara, List.of(World.ANA, World.BEN, "not-a-number"));
    people = partner.users(superOffice, List.of("+4790000001", "+4790000002"));
  }

  @AfterParameterizedClassInvocation
  void stop() {
    world.close();
  }

  @BeforeEach
  void calm() {
    world.sandbox().faults().clear();
    world.sandbox().journal().clear();
  }

  private String message(String connection, String recipient, String text) {
    return "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
        .formatted(connection, recipient, text);
  }

  private JsonNode posted(String body) {
    return partner.send("POST", MESSAGES, body).expect(202).json();
  }

  private void misbehave(Fault fault) {
    world.sandbox().faults().add(FaultRule.always(fault).provider("samsara").method("POST"));
  }

  private int applied(String text) {
    return (int)
        world.sandbox().journal().applied(Query.of("samsara")).stream()
            .filter(write -> write.toString().contains(text))
            .count();
  }

  @Test
  void anAsyncMessageIsAcceptedAndDelivered() {
    var reply =
        partner
            .send("POST", MESSAGES, message(samsara, drivers.getFirst(), "hello async"))
            .expect(202);
    var accepted = reply.json();
    assertEquals("pending", accepted.get("status").asText());
    assertEquals(0, accepted.get("logs").size());
    assertTrue(accepted.get("resource_id").isNull());
    var id = accepted.get("id").asText();
    assertTrue(reply.header("Location").endsWith("/resource-operations/" + id));
    var done = partner.ended(samsara, id);
    assertEquals("success", done.get("status").asText());
    assertFalse(done.get("resource_id").isNull());
    assertTrue(done.get("source_id").isNull());
    assertEquals("applied", done.get("outcome").asText());
    assertEquals(0, done.get("logs").size());
    var request = world.sandbox().journal().received(Query.of("samsara")).getFirst();
    assertEquals("POST", request.method());
    assertEquals("/v1/fleet/messages", request.target());
    assertEquals(
        "{\"driverIds\":[" + World.ANA + "],\"text\":\"hello async\"}", request.bodyText());
    assertEquals("Bearer samsara-sandbox-token", request.header("Authorization"));
  }

  @Test
  void aSyncMessageIsDeliveredAtOnce() {
    var done =
        partner
            .send(
                "POST",
                MESSAGES + "?is_sync=true",
                message(samsara, drivers.getFirst(), "hello sync"))
            .expect(200)
            .json();
    assertEquals("success", done.get("status").asText());
    assertFalse(done.get("resource_id").isNull());
    assertEquals(done, partner.operation(samsara, done.get("id").asText()));
  }

  @Test
  void aSyncMessageThatTheTspRefusesIsA502WithOneLogAndNoCredential() {
    misbehave(
        new Fault.Respond(401, List.of(), "{\"message\":\"bad samsara-sandbox-token\"}", false));
    var reply =
        partner
            .send("POST", MESSAGES + "?is_sync=true", message(samsara, drivers.getFirst(), "x"))
            .expect(502);
    var failed = reply.json();
    assertEquals("failed", failed.get("status").asText());
    assertEquals(1, failed.get("logs").size());
    assertEquals("auth", failed.at("/logs/0/error_type").asText());
    assertEquals(401, failed.at("/logs/0/response_status_code").asInt());
    assertTrue(failed.at("/logs/0/error_details").asText().contains("POST"), failed.toString());
    assertTrue(failed.at("/logs/0/error_details").asText().contains("/v1/fleet/messages"));
    assertFalse(reply.raw().body().contains("samsara-sandbox-token"));
    assertEquals(
        "active",
        partner.get("/v2/integrations/connections/" + samsara).json().get("status").asText());
  }

  @Test
  void aMessageToSuperOfficeIsDelivered() {
    var id = posted(message(superOffice, people.getFirst(), "hei på deg")).get("id").asText();
    assertEquals("success", partner.ended(superOffice, id).get("status").asText());
    var request = world.sandbox().journal().received(Query.of("superoffice")).getFirst();
    assertEquals("/api/v1/Agents/Messaging/CreateMessage", request.path());
    assertTrue(request.bodyText().contains("\"Content\":\"hei på deg\""), request.bodyText());
  }

  @Test
  void aGroupMessageReachesEveryoneOnce() {
    var body =
        """
        {"connection_id":"%s","sender_id":"%s","recipient_ids":["%s","%s"],"message_text":"to all"}"""
            .formatted(samsara, drivers.getFirst(), drivers.getFirst(), drivers.get(1));
    var id =
        partner
            .send("POST", "/v2/telematics/group-messages", body)
            .expect(202)
            .json()
            .get("id")
            .asText();
    var done = partner.ended(samsara, id);
    assertEquals("success", done.get("status").asText());
    assertEquals("delivered", done.at("/recipients/0/status").asText());
    assertEquals("delivered", done.at("/recipients/1/status").asText());
    assertTrue(done.get("fields_not_delivered").toString().contains("sender_id"));
    assertEquals(List.of(1, 1), List.copyOf(world.sandbox().timesApplied("samsara").values()));
  }

  @Test
  void theEarlierBodyIsTheSameMessage() {
    var body =
        """
        {"connection_id":"%s","source_sender_id":"9","source_recipient_ids":["%s"],"sender_group":"dispatcher",
         "recipient_group":"driver","mode":"direct","message_text":"from before","priority":"high"}"""
            .formatted(samsara, World.BEN);
    var id = posted(body).get("id").asText();
    assertEquals("success", partner.ended(samsara, id).get("status").asText());
    assertEquals(
        "{\"driverIds\":[" + World.BEN + "],\"text\":\"from before\"}",
        world.sandbox().journal().received(Query.of("samsara")).getFirst().bodyText());
  }

  @Test
  void whoIsNamedByTheTspsIdHasOneOfOurs() {
    var body =
        """
        {"connection_id":"%s","source_recipient_ids":["%s","%s"],"mode":"bulk","message_text":"from before"}"""
            .formatted(samsara, World.ANA, World.BEN);
    var done = partner.ended(samsara, posted(body).get("id").asText());
    for (var i = 0; i < 2; i++) {
      var recipient = done.get("recipients").get(i);
      assertEquals(drivers.get(i), recipient.get("recipient_id").asText(), done::toString);
      assertEquals(i == 0 ? World.ANA : World.BEN, recipient.get("source_id").asText());
    }
  }

  @Test
  void aRecipientThatTheTspCannotKnowIsRefusedBeforeAnythingIsStored() {
    var reply =
        partner.send("POST", MESSAGES, message(samsara, drivers.get(2), "x")).expect(422).json();
    assertEquals("recipient_id", reply.at("/detail/0/path").asText());
    assertTrue(reply.at("/detail/0/error_type").asText().startsWith("samsara."));
  }

  @Test
  void anUnknownRecipientIsRefused() {
    var reply =
        partner.send("POST", MESSAGES, message(samsara, people.getFirst(), "x")).expect(422).json();
    assertEquals("unknown_reference", reply.at("/detail/0/error_type").asText());
    assertEquals("recipient_id", reply.at("/detail/0/path").asText());
  }

  @Test
  void aTspThatIsAwayIsTriedAgain() {
    world.sandbox().refuse("samsara", true);
    try {
      var id = posted(message(samsara, drivers.getFirst(), "patience")).get("id").asText();
      Await.until(
          "a failed attempt is told",
          Partner.SOON,
          () -> partner.operation(samsara, id).get("logs").size() > 0);
      assertEquals("network", partner.operation(samsara, id).at("/logs/0/error_type").asText());
      world.sandbox().refuse("samsara", false);
      var done = partner.ended(samsara, id);
      assertEquals("success", done.get("status").asText());
      assertEquals(
          "success", done.get("logs").get(done.get("logs").size() - 1).get("status").asText());
    } finally {
      world.sandbox().refuse("samsara", false);
    }
  }

  @Test
  void a429IsAWaitAndNoAttempt() {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.once(
                    new Fault.Respond(
                        429,
                        List.of(new dev.gladhand.sandbox.http.Header("Retry-After", "0.4")),
                        "\"slow down\"",
                        false))
                .provider("samsara"));
    var id = posted(message(samsara, drivers.getFirst(), "later")).get("id").asText();
    var done = partner.ended(samsara, id);
    assertEquals("success", done.get("status").asText());
    assertEquals(0, done.get("logs").size());
    assertEquals(1, done.get("attempts").asInt());
    assertEquals(1, applied("later"));
  }

  @Test
  void aRefusalByTheTspEndsTheOperation() {
    misbehave(new Fault.Respond(400, List.of(), "\"no such driver\"", false));
    var id = posted(message(samsara, drivers.getFirst(), "refused")).get("id").asText();
    var done = partner.ended(samsara, id);
    assertEquals("failed", done.get("status").asText());
    assertEquals("not_applied", done.get("outcome").asText());
    assertEquals(1, done.get("attempts").asInt());
    assertEquals("validation", done.at("/logs/0/error_type").asText());
    assertTrue(done.at("/logs/0/error_details").asText().contains("no such driver"));
  }

  @Test
  void anAnswerThatCannotBeReadIsASuccessAndNeverARepeat() {
    misbehave(new Fault.Html(200, true));
    var id = posted(message(samsara, drivers.getFirst(), "html")).get("id").asText();
    assertEquals("success", partner.ended(samsara, id).get("status").asText());
    assertEquals(1, applied("html"));
  }

  @Test
  void anEndlessAnswerEndsTheCallAndNotTheNode() {
    misbehave(new Fault.EndlessBody(true));
    var id = posted(message(samsara, drivers.getFirst(), "endless")).get("id").asText();
    assertEquals("success", partner.ended(samsara, id).get("status").asText());
    assertEquals(1, applied("endless"));
  }

  @Test
  void anAppliedButUnansweredMessageIsNeverDeliveredTwice() {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.once(new Fault.Reset(Fault.When.AFTER_APPLYING))
                .provider("samsara")
                .method("POST"));
    var id = posted(message(samsara, drivers.getFirst(), "once only")).get("id").asText();
    var done = partner.ended(samsara, id);
    assertEquals("success", done.get("status").asText(), done.toString());
    assertEquals(1, applied("once only"));
  }

  @Test
  void anUnansweredMessageToSuperOfficeEndsUnknown() {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.once(new Fault.Reset(Fault.When.AFTER_APPLYING))
                .provider("superoffice")
                .method("POST"));
    var id = posted(message(superOffice, people.getFirst(), "who knows")).get("id").asText();
    var done = partner.ended(superOffice, id);
    assertEquals("failed", done.get("status").asText(), done.toString());
    assertEquals("unknown", done.get("outcome").asText());
  }

  @Test
  void theSameKeyMakesOneOperation() {
    var body = message(samsara, drivers.getFirst(), "keyed");
    var first = partner.send("POST", MESSAGES, body, "Idempotency-Key", "\"k-1\"").expect(202);
    var second = partner.send("POST", MESSAGES, body, "Idempotency-Key", "k-1").expect(202);
    assertEquals(first.json().get("id"), second.json().get("id"));
    assertEquals("true", second.header("Idempotency-Replayed"));
    partner
        .send(
            "POST",
            MESSAGES,
            message(samsara, drivers.getFirst(), "other"),
            "Idempotency-Key",
            "k-1")
        .expect(422);
    partner.ended(samsara, first.json().get("id").asText());
    assertEquals(1, applied("keyed"));
  }

  @Test
  void aDryRunShowsTheRequestAndSendsNothing() {
    var shown =
        partner
            .send("POST", MESSAGES + "?dry_run=true", message(samsara, drivers.getFirst(), "dry"))
            .expect(200)
            .json();
    assertTrue(shown.get("valid").asBoolean());
    assertEquals("POST", shown.at("/tsp_request/method").asText());
    assertTrue(shown.at("/tsp_request/url").asText().endsWith("/v1/fleet/messages"));
    assertFalse(shown.toString().contains("samsara-sandbox-token"));
    assertEquals(0, world.sandbox().journal().received(Query.of("samsara")).size());
  }

  @Test
  void anotherPartnerSeesNothing() {
    var other = Partner.of(world.node(), "Other Inc");
    var id = posted(message(samsara, drivers.getFirst(), "private")).get("id").asText();
    other.get("/v2/integrations/connections/" + samsara).expect(404);
    other.get("/v2/integrations/connections/" + samsara + "/resource-operations/" + id).expect(404);
    other.get("/v2/telematics/users/" + drivers.getFirst()).expect(404);
    other.send("POST", MESSAGES, message(samsara, drivers.getFirst(), "x")).expect(404);
    assertEquals(
        0,
        other
            .get("/v2/integrations/connections/resource-operations")
            .expect(200)
            .json()
            .get("items")
            .size());
  }

  @Test
  void wrongInputIsNeverA5xx() {
    partner
        .send("POST", MESSAGES + "?is_sync=1", message(samsara, drivers.getFirst(), "x"))
        .expect(400);
    partner
        .send(
            "POST",
            MESSAGES,
            message(samsara, drivers.getFirst(), "x").replace("}", ",\"nope\":1}"))
        .expect(422);
    partner.send("POST", MESSAGES, message(samsara, drivers.getFirst(), "a\\u0000b")).expect(422);
    partner.send("POST", MESSAGES, message(samsara, drivers.getFirst(), "a\\ud800b")).expect(422);
    partner.send("POST", MESSAGES, "{\"a\":1,\"a\":2}").expect(400);
    partner
        .send("POST", MESSAGES, message(samsara, drivers.getFirst(), "x".repeat(1 << 20)))
        .expect(413);
    partner
        .send("POST", MESSAGES, message(samsara, drivers.getFirst(), "x".repeat(2501)))
        .expect(422);
    partner
        .send(
            "POST",
            MESSAGES + "?is_sync=true&expires_in=5",
            message(samsara, drivers.getFirst(), "x"))
        .expect(400);
  }

  @Test
  void sigtermEndsWhatIsUnderWayAndExitsCleanly() {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.once(new Fault.Delay(Duration.ofMillis(500), true))
                .provider("samsara")
                .method("POST"));
    var id = posted(message(samsara, drivers.getFirst(), "before the end")).get("id").asText();
    Await.until(
        "the call is under way",
        Partner.SOON,
        () -> !world.sandbox().journal().received(Query.of("samsara")).isEmpty());
    assertEquals(0, world.node().terminate(), world.node()::log);
    world.node().start();
    var done = partner.operation(samsara, id);
    assertEquals("success", done.get("status").asText());
    assertEquals(1, applied("before the end"));
  }
}
