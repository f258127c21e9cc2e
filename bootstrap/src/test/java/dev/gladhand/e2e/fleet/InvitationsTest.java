package dev.gladhand.e2e.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inviting fleets by the API. */
@BothStores
class InvitationsTest {
  private final Stores.Kind kind;
  private final World world;

  InvitationsTest(Stores.Kind kind) {
    this.kind = kind;
    this.world = World.shared(kind);
  }

  private Partner partner() {
    return Partner.of(world.node(), "Inviting Inc");
  }

  private static Http.Reply invite(Partner partner, String body) {
    return partner.send("POST", Route.I, body);
  }

  private static String origins(Partner partner, World world, String json) {
    return Partner.admin(world.node())
        .send("PATCH", "/v2/admin/partners/" + partner.id(), "{\"redirect_origins\":" + json + "}")
        .expect(200)
        .json()
        .get("redirect_origins")
        .toString();
  }

  private static List<String> events(Partner partner) {
    var names = new ArrayList<String>();
    partner
        .get("/v2/notifications/events?after=0&size=1000")
        .expect(200)
        .json()
        .get("items")
        .forEach(event -> names.add(event.get("event_name").asText()));
    return names;
  }

  private static String fault(Http.Reply reply) {
    var detail = reply.expect(422).json().get("detail");
    assertEquals(1, detail.size(), reply::toString);
    return detail.get(0).get("path").asText() + " " + detail.get(0).get("error_type").asText();
  }

  @Test
  void aLinkIsShownOnceAndKeptNowhere() {
    var partner = partner();
    origins(partner, world, "[\"https://app.example.com\"]");
    var before = Instant.now();
    var made =
        invite(
            partner,
            """
            {"fleet_ref":"east","fleet_name":"East <b>Haulage</b>","fleet_email":"desk@example.com",
             "limit_tsps":["samsara","motive"],"permissions":{"message":"read_write","user":"read"},
             "settings":{"samsara":{"region":"eu"}},
             "success_redirect_url":"https://app.example.com/done?x=1",
             "failure_redirect_url":"https://APP.example.com:443/","expires_in_hours":2}""");
    var json = made.expect(201).json();
    var id = json.get("id").asText();
    assertEquals(Route.I + "/" + id, made.header("Location"));
    assertEquals("no-store", made.header("Cache-Control"));
    var link = json.get("magic_link").asText();
    assertTrue(link.matches("http://gladhand\\.test/connect\\?invite=[A-Za-z0-9_-]{43}"), link);
    var life = Duration.between(before, Instant.parse(json.get("expires_at").asText())).toSeconds();
    assertTrue(life > 7190 && life < 7260, () -> "lives for " + life + " s");
    assertEquals("active", json.get("status").asText());
    assertEquals("[\"samsara\",\"motive\"]", json.get("limit_tsps").toString());
    assertEquals("read_write", json.at("/permissions/message").asText());
    assertFalse(json.has("settings"));
    var read = partner.get(Route.I + "/" + id).expect(200);
    assertTrue(read.json().get("magic_link").isNull());
    var secret = link.substring(link.indexOf('=') + 1);
    Await.until("it is told", Partner.SOON, () -> events(partner).contains("invitation.created"));
    var feed = partner.get("/v2/notifications/events?after=0").raw().body();
    var list = partner.get(Route.I + "?fleet_ref=east&status=active").expect(200);
    assertEquals(id, list.json().at("/items/0/id").asText());
    for (var text :
        List.of(
            read.raw().body(),
            feed,
            list.raw().body(),
            partner.get("/v2/audit/events").raw().body(),
            world.node().log())) {
      assertFalse(text.contains(secret), text);
    }
  }

  @Test
  void theSameFleetAgainGetsANewLinkAndADeletedOneANewInvitation() {
    var partner = partner();
    var first = invite(partner, "{\"fleet_ref\":\"east\"}").expect(201).json();
    var again =
        invite(partner, "{\"fleet_ref\":\"east\",\"fleet_name\":\"East\"}").expect(200).json();
    assertEquals(first.get("id"), again.get("id"));
    assertNotEquals(first.get("magic_link"), again.get("magic_link"));
    assertEquals("East", again.get("fleet_name").asText());
    assertEquals(404, page(first));
    assertEquals(200, page(again));
    var one = Route.I + "/" + first.get("id").asText();
    partner.send("DELETE", one, "").expect(204);
    partner.send("DELETE", one, "").expect(204);
    assertEquals("deleted", partner.get(one).expect(200).json().get("status").asText());
    assertEquals(404, page(again));
    var anew = invite(partner, "{\"fleet_ref\":\"east\"}").expect(201).json();
    assertNotEquals(first.get("id"), anew.get("id"));
    var audit = new ArrayList<String>();
    partner
        .get("/v2/audit/events?object_id=" + first.get("id").asText())
        .json()
        .get("items")
        .forEach(event -> audit.add(event.get("action").asText()));
    assertEquals(
        List.of("invitation.created", "invitation.refreshed", "invitation.deleted"),
        audit.reversed());
    var expected =
        List.of(
            "invitation.created", "invitation.viewed", "invitation.deleted", "invitation.created");
    Await.value("all are told", Partner.SOON, () -> events(partner), expected::equals);
  }

  /** The status of the page that the link of an answer opens. */
  private int page(JsonNode invitation) {
    var link = invitation.get("magic_link").asText();
    return new Browser(world.node().url()).get(link.substring(World.PUBLIC.length())).statusCode();
  }

  @Test
  void everyFaultOfABodyIsTold() {
    var partner = partner();
    var reply =
        invite(
            partner,
            """
            {"fleet_name":"","fleet_email":"nobody","limit_tsps":["samsara","acme"],
             "permissions":{"message":"write","horse":"read"},"connection_id":"x",
             "settings":{"acme":{},"samsara":{"region":"mars","base_url":"https://evil.example"}},
             "success_redirect_url":"https://evil.example/","expires_in_hours":673,"more":1}""");
    var told = new ArrayList<String>();
    reply.expect(422).json().get("detail").forEach(one -> told.add(one.get("path").asText()));
    told.sort(null);
    assertEquals(
        List.of(
            "connection_id",
            "expires_in_hours",
            "fleet_email",
            "fleet_name",
            "fleet_ref",
            "limit_tsps.1",
            "more",
            "permissions.horse",
            "permissions.message",
            "settings.acme",
            "settings.samsara.base_url",
            "settings.samsara.region",
            "success_redirect_url"),
        told);
    for (var hours : List.of("0", "1.5", "\"2\"")) {
      var body = "{\"fleet_ref\":\"f\",\"expires_in_hours\":" + hours + "}";
      assertTrue(fault(invite(partner, body)).startsWith("expires_in_hours "));
    }
    for (var settings : List.of("[]", "{\"samsara\":1}", "{\"samsara\":{\"nothing\":1}}")) {
      var body = "{\"fleet_ref\":\"f\",\"settings\":" + settings + "}";
      assertTrue(fault(invite(partner, body)).startsWith("settings"), settings);
    }
  }

  @Test
  void fleetsAreSentToRegisteredOriginsOnly() {
    var partner = partner();
    var inside = Inbox.SHARED.target();
    assertEquals(
        "[\"http://" + inside + "\",\"https://app.example.com\"]",
        origins(partner, world, "[\"https://APP.example.com:443/\",\"http://" + inside + "\"]"));
    for (var good :
        List.of("https://app.example.com", "https://app.example.com/a?b=c", "http://" + inside)) {
      invite(partner, redirect(good)).expect(200 + (good.endsWith("com") ? 1 : 0));
    }
    for (var bad :
        List.of(
            "https://example.com/",
            "https://app.example.com.evil.example/",
            "https://app.example.com:8443/",
            "http://app.example.com/",
            "//app.example.com/",
            "/done",
            "https:app.example.com",
            "https://user@app.example.com/",
            "https://app.example.com@evil.example/",
            "https://app.example.com\\\\@evil.example/",
            "https://app.example.com/#fragment",
            "https://app.example.com/\\n",
            "https://app.example.com/\\u0009",
            "https://app.example.com/ x",
            "javascript:alert(1)",
            "data:text/html,x")) {
      assertEquals(
          "success_redirect_url url_not_allowed", fault(invite(partner, redirect(bad))), bad);
    }
    var other = partner();
    assertEquals(
        "success_redirect_url url_not_allowed",
        fault(invite(other, redirect("https://app.example.com"))));
    for (var bad :
        List.of(
            "\"http://example.com\"",
            "\"https://example.com/path\"",
            "\"https://u@example.com\"",
            "\"*\"",
            "\"https://*.example.com\"",
            "\"\"")) {
      var reply =
          Partner.admin(world.node())
              .send(
                  "PATCH",
                  "/v2/admin/partners/" + partner.id(),
                  "{\"redirect_origins\":[" + bad + "]}");
      assertTrue(fault(reply).startsWith("redirect_origins.0"), bad);
    }
  }

  private static String redirect(String url) {
    return "{\"fleet_ref\":\"f\",\"success_redirect_url\":\"" + url + "\"}";
  }

  @Test
  void aReconnectIsOfOnesOwnConnection() {
    var partner = partner();
    var connection = partner.samsara(world.sandbox().samsaraUrl(), "");
    var body = "{\"fleet_ref\":\"f\",\"connection_id\":\"" + connection + "\"}";
    var made = invite(partner, body).expect(201).json();
    assertEquals(connection, made.get("connection_id").asText());
    invite(partner(), body).expect(404);
    partner.send("DELETE", Route.C + "/" + connection, "").expect(204);
    invite(partner, body).expect(404);
  }

  @Test
  void aSubscriptionHearsOfItsFleetsAlone() {
    var partner = partner();
    var connection = partner.samsara(world.sandbox().samsaraUrl(), "");
    var all = Inbox.SHARED.box();
    var east = Inbox.SHARED.box();
    var connected = Inbox.SHARED.box();
    Hook.of(partner, all, "invitation.*");
    Hook.of(partner, east, "invitation.*", "{\"fleet_refs\":[\"east\",\"south\"]}");
    Hook.of(partner, connected, "invitation.*", "{\"connection_ids\":[\"" + connection + "\"]}");
    invite(partner, "{\"fleet_ref\":\"west\",\"connection_id\":\"" + connection + "\"}")
        .expect(201);
    invite(partner, "{\"fleet_ref\":\"east\"}").expect(201);
    all.first(2);
    var told = Json.of(east.first(1).getFirst().body());
    assertEquals("east", told.at("/data/0/fleet_ref").asText());
    assertEquals(1, told.get("sequence").asInt(), "nothing was told before");
    assertEquals(
        List.of("east", "west"),
        connected.first(2).stream()
            .map(each -> Json.of(each.body()).at("/data/0/fleet_ref").asText())
            .sorted()
            .toList());
  }

  @Test
  void listsPageByPageAndByStatus() {
    var partner = partner();
    var ids = new ArrayList<String>();
    for (var i = 0; i < 5; i++) {
      ids.add(
          invite(partner, "{\"fleet_ref\":\"f" + i + "\"}").expect(201).json().get("id").asText());
    }
    var found = new ArrayList<String>();
    var next = "";
    do {
      var page = partner.get(Route.I + "?size=2" + next).expect(200).json();
      page.get("items").forEach(one -> found.add(one.get("id").asText()));
      var cursor = page.get("next_page");
      next = cursor.isNull() ? "" : "&cursor=" + cursor.asText();
    } while (!next.isEmpty());
    assertEquals(ids, found);
    partner.send("DELETE", Route.I + "/" + ids.getFirst(), "").expect(204);
    var deleted = partner.get(Route.I + "?status=deleted").expect(200).json().get("items");
    assertEquals(1, deleted.size());
    assertEquals(ids.getFirst(), deleted.get(0).get("id").asText());
    partner.get(Route.I + "?status=gone").expect(400);
    partner.get(Route.I + "?cursor=x").expect(400);
  }

  @Test
  void whatIsOverIsToldOnceWithinAMinute() throws Exception {
    if (kind == Stores.Kind.H2) {
      return; // The node has the file to itself; the store's own contract moves its clock.
    }
    var partner = partner();
    var made = invite(partner, "{\"fleet_ref\":\"f\"}").expect(201).json();
    var database = world.database();
    try (var sql =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var over =
            sql.prepareStatement("update invitation set expires_at = now() where id = ?::uuid")) {
      over.setString(1, made.get("id").asText());
      over.executeUpdate();
    }
    var one = partner.get(Route.I + "/" + made.get("id").asText()).expect(200).json();
    assertEquals("expired", one.get("status").asText());
    assertEquals(404, page(made));
    var expected = List.of("invitation.created", "invitation.expired");
    Await.value("it is told", Duration.ofMinutes(1), () -> events(partner), expected::equals);
    invite(partner, "{\"fleet_ref\":\"f\"}").expect(201);
  }
}
