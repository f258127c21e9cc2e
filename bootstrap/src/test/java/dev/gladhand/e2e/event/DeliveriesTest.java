package dev.gladhand.e2e.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What receivers get, as they see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class DeliveriesTest {
  private static final String CREATED = "resource_operation.created";
  private static final String SUCCEEDED = "resource_operation.succeeded";
  private static final String ALL = "resource_operation.*";

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;
  private Partner partner;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
  }

  @BeforeEach
  void begin() {
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Hooked Inc");
    partner = fleet.partner();
  }

  /** An asynchronous write that has ended. */
  private JsonNode written(Sample sample) {
    return fleet.ended(
        partner.send("POST", sample.path(), fleet.fill(sample.body())).expect(202).json());
  }

  private static void never(Inbox.Box box, String what) {
    box.all().stream()
        .filter(Inbox.Delivery::taken)
        .filter(delivery -> delivery.body().contains(what))
        .findAny()
        .ifPresent(
            delivery -> {
              throw new AssertionError(delivery.body());
            });
  }

  @Test
  void aDeliveryIsSignedAndTellsTheOperation() throws GeneralSecurityException {
    var box = Inbox.SHARED.box();
    var hook = Hook.of(partner, box, ALL);
    var operation = written(Sample.MESSAGE);
    var delivered = box.first(2);
    for (var one : delivered) {
      var json = one.json();
      assertEquals(
          List.of(
              "data",
              "delivery_attempt",
              "event_name",
              "id",
              "sequence",
              "timestamp",
              "version",
              "webhook_id"),
          Json.names(json));
      assertEquals("1.0", json.get("version").asText());
      assertEquals(hook.id(), json.get("webhook_id").asText());
      assertEquals(1, json.get("data").size());
      assertEquals(operation.get("id"), json.at("/data/0/id"));
      assertEquals(json.get("id").asText(), one.header("webhook-id"));
      assertEquals(one.event(), one.header("X-Event-Type"));
      assertEquals(hook.id(), one.header("X-Webhook-ID"));
      assertEquals("1", one.header("X-Delivery-Attempt"));
      assertTrue(one.header("User-Agent").startsWith("Gladhand-Webhook/"));
      assertEquals(one.signature(hook.secret()), one.header("webhook-signature"));
    }
    var last = delivered.stream().filter(one -> one.event().equals(SUCCEEDED)).findFirst();
    assertEquals(operation, last.orElseThrow().json().at("/data/0"));
  }

  @Test
  void filtersDecideWhoHears() {
    var second = partner.samsara(world.sandbox().samsaraUrl(), "");
    var all = Inbox.SHARED.box();
    var succeeded = Inbox.SHARED.box();
    var failed = Inbox.SHARED.box();
    var thisFleet = Inbox.SHARED.box();
    var otherFleet = Inbox.SHARED.box();
    var otherConnection = Inbox.SHARED.box();
    var vehicles = Inbox.SHARED.box();
    var sync = Inbox.SHARED.box();
    var both = Inbox.SHARED.box();
    Hook.of(partner, all, ALL);
    Hook.of(partner, succeeded, SUCCEEDED);
    Hook.of(partner, failed, "resource_operation.failed");
    Hook.of(partner, thisFleet, SUCCEEDED, "{\"fleet_refs\":[\"F-0\",\"F-1\"]}");
    Hook.of(partner, otherFleet, ALL, "{\"fleet_refs\":[\"F-2\"]}");
    Hook.of(partner, otherConnection, ALL, "{\"connection_ids\":[\"" + second + "\"]}");
    Hook.of(partner, vehicles, SUCCEEDED, "{\"resources\":[\"vehicle\"]}");
    Hook.of(partner, sync, ALL, "{\"modes\":[\"sync\"]}");
    Hook.of(partner, both, ALL, "{\"modes\":[\"async\",\"sync\"]}");
    var message = written(Sample.MESSAGE);
    var vehicle = written(Sample.VEHICLE);
    var body = fleet.fill(Sample.MESSAGE.body());
    var synced =
        partner.send("POST", Sample.MESSAGE.path() + "?is_sync=true", body).expect(200).json();
    both.first(6);
    sync.first(2);
    all.first(4);
    thisFleet.first(2);
    vehicles.first(1);
    assertEquals(List.of(CREATED, CREATED, SUCCEEDED, SUCCEEDED), all.events());
    assertEquals(List.of(SUCCEEDED, SUCCEEDED), succeeded.events());
    assertEquals(List.of(CREATED, SUCCEEDED), sync.events());
    assertEquals(List.of(), failed.events());
    assertEquals(List.of(), otherFleet.events());
    assertEquals(List.of(), otherConnection.events());
    assertEquals(vehicle.get("id"), vehicles.first(1).getFirst().json().at("/data/0/id"));
    assertEquals(1, vehicles.all().size());
    never(all, synced.get("id").asText());
    never(sync, message.get("id").asText());
    assertEquals(List.of(1L, 2L), sequences(sync), "each counts its own");
  }

  private static List<Long> sequences(Inbox.Box box) {
    return box.all().stream()
        .map(one -> one.json().get("sequence").asLong())
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void connectionsAndWebhooksHaveEventsToo() {
    var connections = Inbox.SHARED.box();
    var webhooks = Inbox.SHARED.box();
    var broken = Inbox.SHARED.box();
    Hook.of(partner, connections, "connection.*");
    Hook.of(partner, webhooks, "webhook.*");
    var gone = Hook.of(partner, broken, CREATED);
    broken.answers(410);
    written(Sample.MESSAGE);
    assertEquals("webhook.staled", webhooks.first(1).getFirst().event());
    assertEquals(gone.id(), webhooks.first(1).getFirst().json().at("/data/0/id").asText());
    assertEquals("stale", gone.shown().get("status").asText());
    partner.send("POST", Route.C + "/" + fleet.connection() + "/pause", "").expect(200);
    assertTrue(connections.first(1).getFirst().event().startsWith("connection."));
    assertEquals(
        fleet.connection(), connections.first(1).getFirst().json().at("/data/0/id").asText());
    broken.answers(204);
    gone.post("activate").expect(200);
    assertTrue(broken.first(2).getLast().taken(), "activation resumes");
    assertEquals(broken.first(1).getFirst().header("webhook-id"), id(broken.first(2).getLast()));
  }

  private static String id(Inbox.Delivery delivery) {
    return delivery.header("webhook-id");
  }

  @Test
  void aFailingReceiverIsTriedAgainUnderTheSameId() {
    var box = Inbox.SHARED.box();
    var hook = Hook.of(partner, box, CREATED);
    var calls = new AtomicInteger();
    box.answers(() -> calls.incrementAndGet() <= 2 ? 500 : 200);
    written(Sample.MESSAGE);
    var three = box.first(3);
    assertEquals(List.of(500, 500, 200), three.stream().map(Inbox.Delivery::answered).toList());
    assertEquals(1, three.stream().map(DeliveriesTest::id).distinct().count());
    assertEquals(
        List.of("1", "2", "3"),
        three.stream().map(one -> one.header("X-Delivery-Attempt")).toList());
    var logs = Await.value("the log", Partner.SOON, () -> hook.logs(""), all -> size(all) == 3);
    var newest = logs.at("/items/0");
    assertEquals(
        List.of(
            "attempt",
            "created_at",
            "error",
            "event_id",
            "event_name",
            "response_time_ms",
            "status",
            "status_code"),
        Json.names(newest));
    assertEquals("success", newest.get("status").asText());
    assertEquals(3, newest.get("attempt").asInt());
    assertTrue(newest.get("error").isNull());
    assertEquals("failed", logs.at("/items/2/status").asText());
    assertEquals(500, logs.at("/items/2/status_code").asInt());
    var page = hook.logs("?size=2");
    assertEquals(2, size(page));
    var rest = hook.logs("?size=2&cursor=" + page.get("next_page").asText());
    assertEquals(logs.at("/items/2"), rest.at("/items/0"));
    assertTrue(rest.get("next_page").isNull());
    var metrics = hook.metrics();
    assertEquals(List.of("14d", "1h", "24h", "7d"), Json.names(metrics.get("windows")));
    var hour = metrics.at("/windows/1h");
    assertEquals(3, hour.get("attempts").asInt());
    assertEquals(1, hour.get("successes").asInt());
    assertEquals(2, hour.get("failures").asInt());
    assertEquals(0.3333, hour.get("success_rate").asDouble(), 0.0001);
    assertTrue(hour.get("avg_response_time_ms").asDouble() >= 0);
    assertEquals(0, metrics.get("waiting").asInt());
    assertEquals(0, metrics.get("dead_letters").asInt());
  }

  private static int size(JsonNode page) {
    return page.get("items").size();
  }

  @Test
  void whatWasGivenUpIsSentAgainWhenAsked() {
    var box = Inbox.SHARED.box();
    var hook = Hook.of(partner, box, CREATED);
    box.answers(503);
    var before = Instant.now().minusSeconds(60);
    written(Sample.MESSAGE);
    var dead = id(box.first(3).getFirst());
    awaitDead(hook, 1);
    box.answers(200);
    assertEquals(1, replayed(hook, "{}"));
    assertEquals(dead, id(box.first(4).getLast()));
    awaitDead(hook, 0);
    assertEquals(0, replayed(hook, "{}"));
    assertEquals(1, replayed(hook, "{\"event_ids\":[\"" + dead + "\"]}"));
    assertEquals(dead, id(box.first(5).getLast()));
    Await.until("recorded", Partner.SOON, () -> hook.metrics().get("waiting").asInt() == 0);
    var range = "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(before, Instant.now().plusSeconds(60));
    assertEquals(1, replayed(hook, range));
    assertEquals("6", box.first(6).getLast().header("X-Delivery-Attempt"));
    assertEquals(
        0, replayed(hook, "{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"%s\"}".formatted(before)));
  }

  private static int replayed(Hook hook, String body) {
    return hook.replay(body).expect(202).json().get("replayed").asInt();
  }

  private static void awaitDead(Hook hook, int letters) {
    Await.until(
        letters + " dead letters",
        Partner.SOON,
        () -> hook.metrics().get("dead_letters").asInt() == letters);
  }

  @Test
  void aPausedSubscriptionKeepsWhatHappensAndGoesOnWhereItStopped() {
    var box = Inbox.SHARED.box();
    var hook = Hook.of(partner, box, CREATED);
    assertEquals("paused", hook.post("pause").expect(200).json().get("status").asText());
    written(Sample.MESSAGE);
    written(Sample.MESSAGE);
    Await.until("two wait", Partner.SOON, () -> hook.metrics().get("waiting").asInt() == 2);
    assertEquals(List.of(), box.events());
    assertEquals("active", hook.post("activate").expect(200).json().get("status").asText());
    box.first(2);
    assertEquals(List.of(1L, 2L), sequences(box));
  }

  @Test
  void aTestReachesThisSubscriptionAlone() {
    var box = Inbox.SHARED.box();
    var other = Inbox.SHARED.box();
    var hook = Hook.of(partner, box, SUCCEEDED);
    Hook.of(partner, other, "webhook.*");
    var event = hook.post("test").expect(202).json().get("event_id").asText();
    assertEquals(event, id(box.first(1).getFirst()));
    assertEquals("webhook.test", box.first(1).getFirst().event());
    assertEquals(List.of(), other.events());
  }

  @Test
  void aRotationSignsTwiceUntilItIsOver() throws GeneralSecurityException {
    var box = Inbox.SHARED.box();
    var hook = Hook.of(partner, box, SUCCEEDED);
    var rotated = hook.post("rotate-secret").expect(200).json();
    var until = Instant.parse(rotated.get("previous_secret_valid_until").asText());
    var day = Duration.between(Instant.now(), until);
    assertTrue(day.toMinutes() > 23 * 60 && day.toMinutes() <= 24 * 60, day::toString);
    var next = rotated.get("secret").asText();
    assertNotEquals(hook.secret(), next);
    hook.post("test").expect(202);
    var first = box.first(1).getFirst();
    assertEquals(
        first.signature(next) + " " + first.signature(hook.secret()),
        first.header("webhook-signature"));
    var own = "a secret of the partner's own";
    hook.patch("{\"secret\":\"" + own + "\"}").expect(200);
    assertEquals(false, hook.shown().has("secret"));
    hook.post("test").expect(202);
    var second = box.first(2).getLast();
    assertEquals(
        second.signature(own) + " " + second.signature(next), second.header("webhook-signature"));
    hook.patch("{\"secret\":\"" + own + "\"}").expect(200);
    hook.post("test").expect(202);
    var third = box.first(3).getLast();
    assertEquals(
        third.signature(own) + " " + third.signature(next), third.header("webhook-signature"));
  }

  @Test
  void aDeletedSubscriptionGetsNothingMore() {
    var box = Inbox.SHARED.box();
    var witness = Inbox.SHARED.box();
    var hook = Hook.of(partner, box, CREATED);
    Hook.of(partner, witness, CREATED);
    box.answers(500);
    written(Sample.MESSAGE);
    box.first(1);
    partner.send("DELETE", hook.path(""), "").expect(204);
    var until = new ArrayList<>(box.all()).size() + 1;
    written(Sample.MESSAGE);
    witness.first(2);
    partner.send("DELETE", hook.path(""), "").expect(404);
    assertTrue(box.all().size() <= until, "one may have been under way");
    assertEquals(1, box.all().stream().map(DeliveriesTest::id).distinct().count());
  }

  @Test
  void aReceiverIsLeftAloneAsLongAsItAsks() {
    var box = Inbox.SHARED.box();
    Hook.of(partner, box, CREATED);
    var calls = new AtomicInteger();
    box.alsoAnswers("Retry-After", "1");
    var at = new ArrayList<Long>();
    box.answers(
        () -> {
          at.add(System.nanoTime());
          return calls.incrementAndGet() == 1 ? 429 : 200;
        });
    written(Sample.MESSAGE);
    box.first(2);
    assertTrue(at.get(1) - at.get(0) >= Duration.ofMillis(950).toNanos(), at::toString);
  }
}
