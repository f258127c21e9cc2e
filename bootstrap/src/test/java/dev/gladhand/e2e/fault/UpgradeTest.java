package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.OldStore;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.SandboxServer;
import dev.gladhand.sandbox.journal.Query;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * A database of the first schema goes on under this program: what had ended stays, what was pending
 * ends and is sent once, and every event is told once, without a gap.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@BothStores
@Slow
class UpgradeTest {
  private static final String CREDENTIALS = "waits for credentials";
  private static final List<String> GO_ON =
      List.of("was begun", "waits after a failure", "the first note", "the second note");

  @Parameter private Stores.Kind kind;
  private OldStore old;
  private Inbox.Box box;
  private World world;
  private Partner partner;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void start(@TempDir Path folder) {
    old = new OldStore(kind);
    box = Inbox.SHARED.box();
    var sandbox = SandboxServer.start();
    var database = old.restore(folder, sandbox.samsaraUrl(), box.url());
    world = World.over(sandbox, database, folder, Map.of(), Inbox.SHARED.target());
    partner = Partner.known(world.node(), old.fact("client_id"), old.fact("client_secret"));
  }

  @AfterParameterizedClassInvocation
  void stop() {
    world.close();
  }

  private JsonNode now(String text) {
    var operation = old.operation(text);
    return partner.operation(operation.get("connection_id").asText(), operation.get("id").asText());
  }

  private JsonNode ended(String text) {
    var operation = old.operation(text);
    return partner.ended(operation.get("connection_id").asText(), operation.get("id").asText());
  }

  private long sent(String text) {
    return world.sandbox().journal().received(Query.of("samsara").contains(text)).stream()
        .filter(request -> !request.method().equals("GET"))
        .count();
  }

  @Test
  @Order(1)
  void whatHadEndedIsAsItWas() {
    for (var text : List.of("was delivered", "was refused")) {
      var before = old.operation(text);
      var now = now(text);
      for (var member : List.of("status", "outcome", "payload", "resource_id", "attempts")) {
        assertEquals(before.get(member), now.get(member), text + ": " + member);
      }
      assertEquals(before.get("logs").size(), now.get("logs").size(), text);
      assertEquals(0, sent(text), text);
    }
  }

  @Test
  @Order(2)
  void whatWasPendingEndsAndIsSentOnce() {
    for (var text : GO_ON) {
      assertEquals("success", ended(text).get("status").asText(), text);
      assertEquals(1, sent(text), text);
    }
    var notes =
        world.sandbox().journal().received(Query.of("samsara").contains(" note")).stream()
            .map(request -> request.bodyText().contains("the first note"))
            .toList();
    assertEquals(List.of(true, false), notes);
  }

  @Test
  @Order(3)
  void whatWaitedForCredentialsGoesOnWithNewOnes() {
    assertEquals("credentials", now(CREDENTIALS).get("waiting_on").asText());
    assertEquals(0, sent(CREDENTIALS));
    var path = "/v2/integrations/connections/" + old.fact("connection_without_credentials");
    partner
        .send("PATCH", path, "{\"credentials\":{\"api_token\":\"samsara-sandbox-token\"}}")
        .expect(200);
    partner.send("POST", path + "/activate", "").expect(200);
    assertEquals("success", ended(CREDENTIALS).get("status").asText());
    assertEquals(1, sent(CREDENTIALS));
  }

  @Test
  @Order(4)
  void aKeyOfBeforeStillNamesItsOperation() {
    var before = old.operation("was delivered");
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"was delivered\"}"
            .formatted(old.fact("connection"), old.fact("ana"));
    var reply =
        partner.send("POST", "/v2/telematics/messages", body, "Idempotency-Key", "before-1");
    assertEquals(202, reply.status(), reply::toString);
    assertEquals("true", reply.header("Idempotency-Replayed"));
    assertEquals(before.get("id"), reply.json().get("id"));
    assertEquals(0, sent("was delivered"));
  }

  @Test
  @Order(5)
  void everyEventIsToldOnceAndWithoutAGap() {
    var path = "/v2/notifications/events?after=0&size=100";
    var feed = partner.get(path).expect(200).json().get("items").valueStream().toList();
    assertEquals(upTo(feed.size()), sequences(feed));
    // A created and a final one for each; those of connections are the feed's alone.
    var count = 2 * old.operations().size();
    var told = box.first(count).stream().map(Inbox.Delivery::json).toList();
    assertEquals(upTo(count), sequences(told));
    assertEquals(ids(feed.stream().filter(UpgradeTest::isOfAnOperation).toList()), ids(told));
  }

  private static boolean isOfAnOperation(JsonNode event) {
    return event.get("event_name").asText().startsWith("resource_operation.");
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private static List<Integer> sequences(List<JsonNode> events) {
    return events.stream().map(event -> event.get("sequence").asInt()).sorted().toList();
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.get("id").asText()).sorted().toList();
  }

  @Test
  @Order(6)
  void itTakesNewWritesAndAudits() {
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"after it all\"}"
            .formatted(old.fact("connection"), old.fact("ana"));
    var accepted = partner.send("POST", "/v2/telematics/messages", body).expect(202).json();
    var ended = partner.ended(old.fact("connection"), accepted.get("id").asText());
    assertEquals("success", ended.get("status").asText());
    var audit = Partner.admin(world.node()).get("/v2/audit/verify").expect(200).json();
    assertTrue(audit.get("intact").asBoolean(), audit::toString);
    assertTrue(audit.get("events").asLong() > 0, audit::toString);
  }
}
