package dev.gladhand.e2e.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** A fleet connects itself, in a browser without scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class ConnectTest {
  private static final String TOKEN = "samsara-sandbox-token";

  /** The harmless call by which credentials are tried; nobody else makes it. */
  private static final String TEST = "/me";

  private static final String CANARY = "canary-of-a-fleet-4711";

  @Parameter private Stores.Kind kind;
  private World world;
  private Partner partner;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    partner = Partner.of(world.node(), "Dispatch <i>& Sons</i>");
    Partner.admin(world.node())
        .send(
            "PATCH",
            "/v2/admin/partners/" + partner.id(),
            "{\"redirect_origins\":[\"https://app.example.com\"]}")
        .expect(200);
  }

  @AfterEach
  void calm() {
    world.sandbox().faults().clear();
  }

  /** What a fleet got: the invitation and the secret of its link. */
  private record Invited(String id, String secret) {
    String at(String path) {
      return "/connect" + path + "?invite=" + secret;
    }
  }

  private Invited invite(String members) {
    return invite(members, world.sandbox().samsaraUrl());
  }

  private Invited invite(String members, String samsara) {
    var body =
        """
        {"fleet_ref":"fleet-%s","settings":{"samsara":{"base_url":"%s"},"superoffice":{"base_url":"%s"}}%s}"""
            .formatted(Fleet.number(), samsara, world.sandbox().superOfficeUrl(), members);
    return invited(partner.send("POST", Route.I, body).expect(201).json());
  }

  private static Invited invited(JsonNode json) {
    var link = json.get("magic_link").asText();
    return new Invited(json.get("id").asText(), link.substring(link.indexOf("invite=") + 7));
  }

  private JsonNode read(Invited invited) {
    return partner.get(Route.I + "/" + invited.id()).expect(200).json();
  }

  private JsonNode connection(String id) {
    return partner.get(Route.C + "/" + id).expect(200).json();
  }

  private Browser browser() {
    return new Browser(world.node().url());
  }

  private static HttpResponse<String> assertPage(
      HttpResponse<String> page, int status, String title) {
    assertEquals(status, page.statusCode(), page::body);
    assertEquals(2, page.body().split("<h1>", -1).length, page::body);
    assertTrue(page.body().contains("<h1>" + title), page::body);
    var policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), policy);
    assertEquals("no-referrer", page.headers().firstValue("Referrer-Policy").orElse(""));
    assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
    assertFalse(page.body().contains("<i>"), page::body);
    return page;
  }

  private static HttpResponse<String> send(
      Browser browser, Invited invited, String slug, Map<String, String> fields) {
    browser.get(invited.at("/" + slug));
    var all = new HashMap<>(fields);
    all.put("invite", invited.secret());
    return browser.post("/connect/" + slug, all);
  }

  private static HttpResponse<String> dead(HttpResponse<String> page) {
    return assertPage(page, 404, "This link does not work");
  }

  @Test
  void fromTheLinkToADeliveredMessage() {
    var invited =
        invite(
            """
            ,"fleet_name":"East <b>Haulage</b>","limit_tsps":["samsara","superoffice"],
            "permissions":{"message":"read_write","user":"read"}""");
    var browser = browser();
    var start =
        assertPage(browser.get(invited.at("")), 200, "Connect East &lt;b&gt;Haulage").body();
    assertTrue(start.contains("Dispatch &lt;i&gt;&amp; Sons"), start);
    assertTrue(start.contains("See and change messages."), start);
    assertTrue(start.contains("See users and drivers."), start);
    assertTrue(start.contains(invited.at("/samsara")) && start.contains("SuperOffice"), start);
    assertFalse(start.contains("Motive"), start);
    assertFalse(start.contains("http://") || start.contains("https://"), start);
    var form =
        assertPage(browser.get(invited.at("/samsara") + "&kind=0"), 200, "Connect Samsara").body();
    assertTrue(form.contains(">API token<"), form);
    assertTrue(form.contains("that may write what the connection writes"), form);
    assertTrue(form.contains("type=\"password\""), form);
    assertFalse(form.contains("base_url"), form);
    var done = send(browser, invited, "samsara", Map.of("api_token", " " + TOKEN + "\n"));
    assertPage(done, 200, "Connected");
    assertTrue(done.body().contains("Connect another account"), done::body);
    var after = read(invited);
    assertEquals("accepted", after.get("status").asText());
    assertFalse(after.get("accepted_at").isNull());
    var id = after.at("/connection_ids/0").asText();
    var made = connection(id);
    assertEquals("active", made.get("status").asText());
    assertEquals(after.get("fleet_ref"), made.get("fleet_ref"));
    assertEquals(
        "{\"user\":\"read\",\"message\":\"read_write\"}", made.get("permissions").toString());
    assertEquals(world.sandbox().samsaraUrl(), made.at("/settings/base_url").asText());
    var driver = partner.users(id, List.of(World.ANA)).getFirst();
    var message =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"hello %s\"}"
            .formatted(id, driver, Fleet.number());
    var sent = partner.send("POST", Sample.MESSAGE.path(), message).expect(202).json();
    assertEquals("success", partner.ended(id, sent.get("id").asText()).get("status").asText());
    partner
        .send(
            "PATCH",
            Route.T + "/users/" + driver,
            "{\"connection_id\":\"" + id + "\",\"notes\":\"n\"}")
        .expect(403);
    assertAudit(invited, id);
    assertTold(
        List.of("invitation.created", "invitation.viewed", "invitation.accepted"), invited.id());
    send(browser, invited, "superoffice", Map.of("username", "gladhand", "password", "wrong"));
    assertPage(
        send(
            browser,
            invited,
            "superoffice",
            Map.of(
                "username",
                "gladhand",
                "password",
                "sandbox-password",
                "settings.format",
                "sms/160")),
        200,
        "Connected");
    assertEquals(2, read(invited).get("connection_ids").size());
  }

  private void assertAudit(Invited invited, String connection) {
    var actions = new ArrayList<String>();
    partner
        .get("/v2/audit/events?actor=" + invited.id())
        .expect(200)
        .json()
        .get("items")
        .forEach(
            event -> {
              actions.add(event.get("action").asText());
              assertEquals("invitation", event.at("/actor/kind").asText());
              assertEquals("127.0.0.1", event.get("remote_address").asText());
            });
    assertEquals(List.of("connection.created", "invitation.accepted"), actions.reversed());
    var made = partner.get("/v2/audit/events?object_id=" + connection).json().get("items");
    assertEquals("connection.created", made.get(0).get("action").asText());
  }

  private void assertTold(List<String> expected, String id) {
    Await.value(
        "all are told",
        Partner.SOON,
        () -> {
          var names = new ArrayList<String>();
          partner
              .get("/v2/notifications/events?after=0&size=1000")
              .json()
              .get("items")
              .forEach(
                  event -> {
                    if (event.at("/data/0/id").asText().equals(id)) {
                      names.add(event.get("event_name").asText());
                    }
                  });
          return names;
        },
        expected::equals);
  }

  @Test
  void whatTheProviderDoesNotTakeIsStoredNowhereAndTold() {
    var invited = invite("");
    var browser = browser();
    var refused = send(browser, invited, "samsara", Map.of("api_token", CANARY));
    assertPage(refused, 422, "Connect Samsara");
    assertTrue(refused.body().contains("Samsara did not accept these entries"), refused::body);
    assertFalse(refused.body().contains(CANARY), refused::body);
    world.sandbox().faults().add(FaultRule.once(Fault.hang()).provider("samsara").path(TEST));
    var slow = send(browser, invited, "samsara", Map.of("api_token", CANARY));
    assertPage(slow, 504, "Connect Samsara");
    assertTrue(slow.body().contains("took too long"), slow::body);
    world
        .sandbox()
        .faults()
        .add(FaultRule.once(Fault.tooManyRequests("5")).provider("samsara").path(TEST));
    assertPage(send(browser, invited, "samsara", Map.of("api_token", CANARY)), 503, "Connect");
    world
        .sandbox()
        .faults()
        .add(FaultRule.once(Fault.respond(500, "<i>oops</i>")).provider("samsara").path(TEST));
    assertPage(send(browser, invited, "samsara", Map.of("api_token", CANARY)), 502, "Connect");
    var nowhere = invite("", "http://" + World.NOWHERE);
    var unreachable = send(browser, nowhere, "samsara", Map.of("api_token", CANARY));
    assertPage(unreachable, 502, "Connect Samsara");
    assertTrue(unreachable.body().contains("cannot be reached"), unreachable::body);
    assertEquals("active", read(invited).get("status").asText());
    assertEquals("[]", read(invited).get("connection_ids").toString());
    for (var text :
        List.of(
            world.node().log(),
            partner.get("/v2/audit/events").raw().body(),
            partner.get("/v2/notifications/events?after=0&size=1000").raw().body())) {
      assertFalse(text.contains(CANARY));
    }
  }

  @Test
  void whatIsMissingOrWrongIsToldAtItsField() {
    var invited = invite("");
    var browser = browser();
    var page = send(browser, invited, "fleetio", Map.of("settings.vehicle_type_id", "<x>"));
    assertPage(page, 422, "Connect Fleetio");
    assertTrue(page.body().contains("aria-invalid=\"true\""), page::body);
    assertTrue(page.body().contains("id=\"f-api_token-fault\""), page::body);
    assertTrue(page.body().contains("id=\"f-settings-vehicle_type_id-fault\""), page::body);
    assertTrue(page.body().contains("value=\"&lt;x>\""), page::body);
    var long1 = send(browser, invited, "samsara", Map.of("api_token", "x".repeat(9000)));
    assertPage(long1, 422, "Connect Samsara");
    var elsewhere = invite("", "https://api.samsara.com");
    var evil =
        send(
            browser,
            elsewhere,
            "samsara",
            Map.of("api_token", CANARY, "settings.base_url", "https://evil.example"));
    assertFalse(evil.statusCode() == 200, evil::body);
    var other = invite("");
    var motive =
        send(
            browser,
            other,
            "motive",
            Map.of("api_key", CANARY, "settings.base_url", "https://evil.example"));
    assertPage(motive, 422, "Connect Motive");
    assertTrue(motive.body().contains("f-settings-base_url-fault"), motive::body);
  }

  @Test
  void everyKindOfCredentialsHasItsForm() {
    var invited = invite("");
    var browser = browser();
    var tsps = partner.get("/v2/integrations/tsps").expect(200).json();
    for (var tsp : tsps.has("items") ? tsps.get("items") : tsps) {
      var schema = tsp.get("credentials_schema");
      var kinds = schema.has("anyOf") ? schema.get("anyOf") : Json.of("[" + schema + "]");
      for (var kind = 0; kind < kinds.size(); kind++) {
        var at = invited.at("/" + tsp.get("slug").asText()) + "&kind=" + kind;
        var page = assertPage(browser.get(at), 200, "Connect ").body();
        for (var member : kinds.get(kind).get("properties").properties()) {
          var single = member.getValue().at("/anyOf/0/enum").size() == 1;
          assertEquals(!single, page.contains("name=\"" + member.getKey() + "\""), page);
          var help = member.getValue().at("/externalDocs/url").asText();
          assertTrue(help.startsWith("https://"), member::toString);
          assertTrue(single || page.contains("href=\"" + help + "\""), page);
        }
      }
    }
    dead(browser.get(invited.at("/acme")));
  }

  @Test
  void theBrowserGoesWhereThePartnerWantsIt() {
    var members =
        ",\"success_redirect_url\":\"https://app.example.com/done?a=b\","
            + "\"failure_redirect_url\":\"https://app.example.com\"";
    var invited = invite(members);
    var browser = Browser.standing(world.node().url());
    var start = browser.get(invited.at(""));
    var policy = start.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.endsWith("form-action 'self' https://app.example.com"), policy);
    var done = send(browser, invited, "samsara", Map.of("api_token", TOKEN));
    assertEquals(303, done.statusCode(), done::body);
    var after = read(invited);
    assertEquals(
        "https://app.example.com/done?a=b&invitation_id=%s&fleet_ref=%s&connection_id=%s&status=success"
            .formatted(
                invited.id(),
                after.get("fleet_ref").asText(),
                after.at("/connection_ids/0").asText()),
        done.headers().firstValue("Location").orElse(""));
    var other = invite(members);
    browser.get(other.at(""));
    var declined =
        browser.post(
            "/connect/decline", Map.of("invite", other.secret(), "reason", "we <b>left</b>"));
    assertEquals(303, declined.statusCode(), declined::body);
    assertEquals(
        "https://app.example.com?invitation_id=%s&fleet_ref=%s&status=declined"
            .formatted(other.id(), read(other).get("fleet_ref").asText()),
        declined.headers().firstValue("Location").orElse(""));
    assertEquals("declined", read(other).get("status").asText());
    assertEquals("we <b>left</b>", read(other).get("decline_reason").asText());
    assertPage(browser.get(other.at("")), 200, "Declined");
    dead(browser.get(other.at("/samsara")));
    assertTold(
        List.of("invitation.created", "invitation.viewed", "invitation.declined"), other.id());
  }

  @Test
  void aFormOfAnotherBrowserIsRefused() {
    var invited = invite("");
    var fields = Map.of("invite", invited.secret(), "api_token", TOKEN);
    for (var path : List.of("/connect/samsara", "/connect/samsara/sign-in", "/connect/decline")) {
      var stranger = browser();
      assertPage(stranger.post(path, fields), 403, "Error 403");
      stranger.get(invited.at(""));
      assertPage(
          stranger.post(path, Map.of("invite", invited.secret(), "_csrf", "x".repeat(43))),
          403,
          "Error 403");
    }
    assertEquals("active", read(invited).get("status").asText());
  }

  @Test
  void guessesAllFindOneAndTheSamePage() throws Exception {
    var deleted = invite("");
    partner.send("DELETE", Route.I + "/" + deleted.id(), "").expect(204);
    var replaced = invite("");
    var fleet = read(replaced).get("fleet_ref").asText();
    partner.send("POST", Route.I, "{\"fleet_ref\":\"" + fleet + "\"}").expect(200);
    var found = new HashSet<String>();
    for (var secret :
        List.of("", "x", "%00", "x".repeat(5000), deleted.secret(), replaced.secret())) {
      for (var path : List.of("", "/samsara", "/samsara/connected", "/nothing")) {
        var page = browser().get("/connect" + path + "?invite=" + secret);
        if (!secret.equals("%00")) {
          found.add(dead(page).body());
        }
        assertTrue(page.headers().firstValue("Set-Cookie").isEmpty());
      }
    }
    var guesses =
        IntStream.range(0, 1000)
            .<Callable<String>>mapToObj(
                n ->
                    () ->
                        Http.send(
                                "GET",
                                world.node().url() + "/connect?invite=" + "%043d".formatted(n),
                                "",
                                Map.of())
                            .expect(404)
                            .raw()
                            .body())
            .toList();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var guess : threads.invokeAll(guesses)) {
        found.add(guess.get());
      }
    }
    assertEquals(1, found.size(), found::toString);
  }

  @Test
  void anInvitationDeletedWhileItsPageIsOpenTakesNothing() {
    var invited = invite("");
    var browser = browser();
    browser.get(invited.at("/samsara"));
    partner.send("DELETE", Route.I + "/" + invited.id(), "").expect(204);
    var fields = Map.of("invite", invited.secret(), "api_token", TOKEN);
    dead(browser.post("/connect/samsara", fields));
    dead(browser.post("/connect/decline", fields));
    assertEquals("[]", read(invited).get("connection_ids").toString());
  }

  @Test
  void aReconnectMendsLostCredentialsWhileWritesWait() {
    var fleet = Fleet.atSamsara(world, "Losing Inc");
    var id = fleet.connection();
    var owner = fleet.partner();
    owner
        .send("PATCH", Route.C + "/" + id, "{\"credentials\":{\"api_token\":\"lost\"}}")
        .expect(200);
    var lines =
        IntStream.range(0, 1000)
            .mapToObj(
                n ->
                    fleet.fill(
                        "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"waits "
                            + id
                            + " "
                            + n
                            + "\"}"))
            .collect(Collectors.joining("\n"));
    Await.until(
        "all are accepted",
        Partner.SOON.multipliedBy(4),
        () ->
            owner
                    .send(
                        "POST",
                        Route.T + "/messages/bulk",
                        lines,
                        "Content-Type",
                        "application/x-ndjson",
                        "Idempotency-Key",
                        "waiting")
                    .raw()
                    .body()
                    .lines()
                    .filter(line -> line.contains("\"status\":202"))
                    .count()
                == 1000);
    Await.value(
        "the connection fails",
        Partner.SOON,
        () -> owner.get(Route.C + "/" + id).json().get("status").asText(),
        "failed"::equals);
    var failed = owner.get(Route.C + "/" + id).json().get("remedy").asText();
    assertTrue(failed.contains("reconnect invitation"), failed);
    var made =
        owner
            .send("POST", Route.I, "{\"fleet_ref\":\"F-1\",\"connection_id\":\"" + id + "\"}")
            .expect(201)
            .json();
    var invited = invited(made);
    var browsers = List.of(browser(), browser());
    var start = assertPage(browsers.getFirst().get(invited.at("")), 200, "Connect your fleet");
    assertTrue(start.body().contains("needs a new sign-in"), start::body);
    assertFalse(start.body().contains("Motive"), start::body);
    assertPage(
        send(browsers.getFirst(), invited, "samsara", Map.of("api_token", "wrong")),
        422,
        "Connect");
    assertOneConnects(browsers, invited);
    var after = owner.get(Route.I + "/" + invited.id()).json();
    assertEquals("accepted", after.get("status").asText());
    assertEquals("[\"" + id + "\"]", after.get("connection_ids").toString());
    assertPage(browsers.getFirst().get(invited.at("")), 200, "Connected");
    Await.value(
        "all are delivered",
        Partner.SOON.multipliedBy(4),
        () -> owner.get(Route.C + "/" + id).json(),
        json ->
            json.at("/lane/depth").asInt(-1) == 0 && json.get("status").asText().equals("active"));
    var applied =
        world.sandbox().timesApplied("samsara").entrySet().stream()
            .filter(one -> one.getKey().contains("waits " + id))
            .toList();
    assertEquals(1000, applied.size());
    assertTrue(applied.stream().allMatch(one -> one.getValue() == 1));
    var audit = owner.get("/v2/audit/events?object_id=" + id).json().get("items");
    assertEquals("connection.reconnected", audit.get(0).get("action").asText());
    assertEquals("connection.updated", audit.get(1).get("action").asText());
  }

  /** Two browsers finish at once: one connects, for the other the link is dead. */
  private static void assertOneConnects(List<Browser> browsers, Invited invited) {
    // Both have the form open before either sends it.
    browsers.forEach(browser -> browser.get(invited.at("/samsara")));
    var fields = Map.of("invite", invited.secret(), "api_token", TOKEN);
    var racing =
        browsers.stream()
            .<Callable<Integer>>map(
                browser -> () -> browser.post("/connect/samsara", fields).statusCode())
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses = new ArrayList<Integer>();
      for (var one : threads.invokeAll(racing)) {
        statuses.add(one.get());
      }
      statuses.sort(null);
      assertEquals(List.of(200, 404), statuses);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
