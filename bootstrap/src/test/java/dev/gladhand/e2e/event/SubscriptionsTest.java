package dev.gladhand.e2e.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Setting up subscriptions, as a partner sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class SubscriptionsTest {
  private static final String OWN_SECRET = "a secret of the partner's own";

  @Parameter private Stores.Kind kind;
  private World world;
  private Partner partner;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    partner = Partner.of(world.node(), "Subscriber Inc");
  }

  private Http.Reply create(String body) {
    return partner.send("POST", Hook.PATH, body);
  }

  private static List<String> faults(Http.Reply reply) {
    var faults = new ArrayList<String>();
    for (var fault : reply.expect(422).json().get("detail")) {
      faults.add(fault.get("path").asText() + " " + fault.get("error_type").asText());
    }
    return faults.stream().sorted().toList();
  }

  @Test
  void theSecretIsShownOnce() {
    var box = Inbox.SHARED.box();
    var reply = create(Hook.body(box, "resource_operation.*")).expect(201);
    var made = reply.json();
    var path = Hook.PATH + "/" + made.get("id").asText();
    assertEquals(path, reply.header("Location"));
    assertEquals("active", made.get("status").asText());
    assertEquals(box.url(), made.get("url").asText());
    assertEquals("resource_operation.*", made.get("event_name").asText());
    assertTrue(made.at("/filters/modes").isNull(), made::toString);
    var secret = made.get("secret").asText();
    assertTrue(secret.matches("whsec_[A-Za-z0-9+/]{43}="), "the made secret's form");
    for (var shown :
        List.of(
            partner.get(path),
            partner.get(Hook.PATH + "?size=1000"),
            partner.send("POST", path + "/pause", ""),
            partner.send("POST", path + "/activate", ""),
            partner.get(path + "/metrics"),
            partner.get(path + "/logs"))) {
      assertFalse(shown.expect(200).raw().body().contains(secret), "shown again");
    }
    assertFalse(world.node().log().contains(secret), "logged");
  }

  @Test
  void aSecretOfTheirOwnIsTakenAsItIs() {
    var body = Hook.body(Inbox.SHARED.box(), "webhook.*");
    var made = create(Json.with(body, "secret", "\"" + OWN_SECRET + "\"")).expect(201).json();
    assertEquals(OWN_SECRET, made.get("secret").asText());
  }

  @Test
  void everyFaultIsToldAtOnceAndNoSecretIsRepeated() {
    var reply =
        create(
            """
            {"url":"ftp://a.example/","event_name":"resource_operation","secret":"2short",
             "filters":{"fleet_refs":[],"connection_ids":["x"],"resources":["boat"],
                        "modes":["later"],"colour":1},"more":true}""");
    assertEquals(
        List.of(
            "event_name enum",
            "filters.colour unknown_field",
            "filters.connection_ids.0 uuid",
            "filters.fleet_refs array_length",
            "filters.modes.0 enum",
            "filters.resources.0 enum",
            "more unknown_field",
            "secret string_too_short",
            "url url_not_allowed"),
        faults(reply));
    assertFalse(reply.raw().body().contains("2short"), "the secret is repeated");
    assertEquals(List.of("event_name required", "url required"), faults(create("{}")));
    var body = Hook.body(Inbox.SHARED.box(), "webhook.*");
    assertEquals(
        List.of("secret string_pattern"),
        faults(create(Json.with(body, "secret", "\"whsec_not base64 at all\""))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fd00::1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.1.2.3/",
        "https://172.16.0.1:8443/",
        "https://192.168.0.1/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://0.0.0.0/",
        "http://receiver.example/",
        "https://user:word@receiver.example/",
        "https:///nowhere",
        "receiver.example"
      })
  void aUrlThatNobodyMayBeSentToIsRefused(String url) {
    assertEquals(
        List.of("url url_not_allowed"),
        faults(create("{\"url\":\"" + url + "\",\"event_name\":\"webhook.*\"}")));
  }

  @Test
  void thereIsOneOfEachKind() {
    var box = Inbox.SHARED.box();
    var filters = "{\"resources\":[\"message\",\"vehicle\"],\"modes\":null}";
    Hook.of(partner, box, "resource_operation.*", filters);
    var same =
        Json.with(
            Hook.body(box, "resource_operation.*"),
            "filters",
            "{\"resources\":[\"vehicle\",\"message\",\"vehicle\"]}");
    create(same).expect(409);
    var other = Hook.of(partner, box, "resource_operation.*");
    other.patch("{\"filters\":{\"resources\":[\"vehicle\",\"message\"]}}").expect(409);
    Hook.of(partner, box, "resource_operation.failed", filters);
    Hook.of(Partner.of(world.node(), "Another Inc"), box, "resource_operation.*", filters);
    assertEquals("active", other.shown().get("status").asText());
  }

  @Test
  void aPatchChangesWhatItNames() {
    var hook = Hook.of(partner, Inbox.SHARED.box(), "resource_operation.*");
    var moved = Inbox.SHARED.box();
    hook.patch("{\"filters\":{\"fleet_refs\":[\"F-9\",\"F-8\"]}}").expect(200);
    var changed = hook.patch("{\"url\":\"" + moved.url() + "\"}").expect(200).json();
    assertEquals(moved.url(), changed.get("url").asText());
    assertEquals("resource_operation.*", changed.get("event_name").asText());
    assertEquals(List.of("F-8", "F-9"), Json.texts(changed.at("/filters/fleet_refs")));
    assertTrue(
        hook.patch("{\"filters\":null}").expect(200).json().at("/filters/fleet_refs").isNull());
    assertEquals(
        List.of("event_name null_not_allowed", "secret null_not_allowed", "status unknown_field"),
        faults(hook.patch("{\"event_name\":null,\"secret\":null,\"status\":\"paused\"}")));
    assertEquals(List.of(" empty_update"), faults(hook.patch("{}")));
    assertEquals(
        List.of("url url_not_allowed"), faults(hook.patch("{\"url\":\"https://127.1/\"}")));
  }

  @Test
  void aListGoesThroughAllOfThemAPageAtATime() {
    var lister = Partner.of(world.node(), "Lister Inc");
    var made = new ArrayList<String>();
    for (var i = 0; i < 5; i++) {
      made.add(Hook.of(lister, Inbox.SHARED.box(), "webhook.*").id());
    }
    var seen = new ArrayList<String>();
    JsonNode page = lister.get(Hook.PATH + "?size=2").expect(200).json();
    while (true) {
      page.get("items").forEach(item -> seen.add(item.get("id").asText()));
      if (page.get("next_page").isNull()) {
        break;
      }
      var next = page.get("next_page").asText();
      page = lister.get(Hook.PATH + "?size=2&cursor=" + next).expect(200).json();
    }
    assertEquals(made.stream().sorted().toList(), seen.stream().sorted().toList());
    assertEquals(5, seen.size());
    lister.get(Hook.PATH + "?cursor=nonsense").expect(400);
    lister.get(Hook.PATH + "?size=0").expect(400);
  }

  @Test
  void whatIsDeletedIsNotThereAnyMore() {
    var hook = Hook.of(partner, Inbox.SHARED.box(), "webhook.*");
    assertEquals(
        "", partner.send("DELETE", hook.path(""), "").expect(204).raw().body(), "no content");
    partner.send("DELETE", hook.path(""), "").expect(404);
    partner.get(hook.path("")).expect(404);
    partner.get(hook.path("/logs")).expect(404);
    partner.get(hook.path("/metrics")).expect(404);
    hook.patch("{\"filters\":null}").expect(404);
    hook.replay("{}").expect(404);
    for (var act : List.of("activate", "pause", "test", "rotate-secret")) {
      hook.post(act).expect(404);
    }
  }

  @Test
  void aReplayOfNonsenseIsRefused() {
    var hook = Hook.of(partner, Inbox.SHARED.box(), "webhook.*");
    assertEquals(
        List.of("event_ids.0 uuid", "more unknown_field"),
        faults(hook.replay("{\"event_ids\":[\"x\"],\"more\":1}")));
    assertEquals(
        List.of("to required"), faults(hook.replay("{\"from\":\"2026-01-01T00:00:00Z\"}")));
    assertEquals(
        List.of("to out_of_range"),
        faults(hook.replay("{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}")));
    assertEquals(
        List.of("from date_time"),
        faults(hook.replay("{\"from\":\"yesterday\",\"to\":\"2026-01-01T00:00:00Z\"}")));
  }
}
