package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A fleet signs in at its provider instead of typing credentials. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OauthContract {
  private static final String APPS = "/v2/admin/oauth-apps/";

  private final Stores.Kind kind;
  private World world;
  private Partner partner;
  private Partner admin;

  OauthContract(Stores.Kind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    partner = Partner.of(world.node(), "Signing Inc");
    admin = Partner.admin(world.node());
    for (var tsp : List.of("samsara", "motive")) {
      admin
          .send(
              "PUT",
              APPS + tsp,
              "{\"client_id\":\"%s-sandbox-client\",\"client_secret\":\"%s-sandbox-secret\"}"
                  .formatted(tsp, tsp))
          .expect(200);
    }
  }

  @AfterEach
  void calm() {
    world.sandbox().faults().clear();
  }

  private JsonNode invite() {
    return partner
        .send(
            "POST",
            Route.I,
            """
            {"fleet_ref":"fleet-%s","settings":{"samsara":{"base_url":"%s"},"motive":{"base_url":"%s"}}}"""
                .formatted(
                    Fleet.number(), world.sandbox().samsaraUrl(), world.sandbox().motiveUrl()))
        .expect(201)
        .json();
  }

  private static String secret(JsonNode invitation) {
    var link = invitation.get("magic_link").asText();
    return link.substring(link.indexOf("invite=") + 7);
  }

  private JsonNode read(JsonNode invitation) {
    return partner.get(Route.I + "/" + invitation.get("id").asText()).expect(200).json();
  }

  private Browser browser() {
    return Browser.standing(world.node().url());
  }

  private static String location(HttpResponse<String> response) {
    assertTrue(response.statusCode() / 100 == 3, response::body);
    return response.headers().firstValue("Location").orElse("");
  }

  /** The provider's address that a browser is sent to. */
  private String leave(Browser browser, JsonNode invitation, String tsp) {
    var secret = secret(invitation);
    var page = browser.get("/connect/" + tsp + "?invite=" + secret);
    assertEquals(200, page.statusCode(), page::body);
    assertTrue(page.body().contains(">Sign in at "), page::body);
    var policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains(world.sandbox().url(tsp)), policy);
    return location(browser.post("/connect/" + tsp + "/sign-in", Map.of("invite", secret)));
  }

  private static Map<String, String> query(String url) {
    var query = new HashMap<String, String>();
    for (var pair : URI.create(url).getQuery().split("&", -1)) {
      query.put(pair.replaceAll("=.*", ""), pair.replaceAll("^[^=]*=", ""));
    }
    return query;
  }

  /** What the fleet decides at the provider; the path by which it comes back. */
  private static String decide(String authorizeUrl, String decision) {
    var asked = query(authorizeUrl);
    var provider = new Browser(authorizeUrl.replaceAll("\\?.*", ""));
    assertEquals(200, provider.get(authorizeUrl.replaceAll("^[^?]*", "")).statusCode());
    var back =
        Browser.standing(authorizeUrl.replaceAll("\\?.*", ""))
            .post(
                "",
                Map.of(
                    "redirect_uri", asked.get("redirect_uri"),
                    "state", asked.get("state"),
                    "decision", decision));
    var url = location(back);
    assertTrue(url.startsWith(World.PUBLIC + "/connect/callback?"), url);
    return url.substring(World.PUBLIC.length());
  }

  @Test
  void aFleetSignsInAndTheTokensAreRenewed() {
    for (var tsp : List.of("samsara", "motive")) {
      var invitation = invite();
      var browser = browser();
      var url = leave(browser, invitation, tsp);
      var asked = query(url);
      assertEquals(tsp + "-sandbox-client", asked.get("client_id"));
      assertEquals(World.PUBLIC + "/connect/callback", asked.get("redirect_uri"));
      assertFalse(url.contains(secret(invitation)), url);
      var back = decide(url, "allow");
      var done = browser.get(back);
      assertTrue(location(done).startsWith("/connect/" + tsp + "/connected?"), done::body);
      var id = read(invitation).at("/connection_ids/0").asText();
      var made = partner.get(Route.C + "/" + id).expect(200).json();
      assertEquals("active", made.get("status").asText());
      assertFalse(made.toString().contains("-access-"), made::toString);
      assertFalse(made.toString().contains("-refresh-"), made::toString);
      world.sandbox().samsara().expireAccessTokens();
      world.sandbox().motive().expireAccessTokens();
      assertTrue(
          partner
              .send("POST", Route.C + "/" + id + "/test", "")
              .expect(200)
              .json()
              .get("ok")
              .asBoolean());
      var replayed = browser.get(back);
      assertEquals(400, replayed.statusCode(), replayed::body);
      for (var text :
          List.of(
              world.node().log(),
              partner.get("/v2/audit/events").raw().body(),
              partner.get("/v2/notifications/events?after=0&size=1000").raw().body())) {
        assertFalse(text.contains(tsp + "-access-") || text.contains(tsp + "-refresh-"));
        assertFalse(text.contains(tsp + "-code-"), text);
      }
    }
  }

  @Test
  void aFleetThatDeniesComesBackToTheChoice() {
    var invitation = invite();
    var browser = browser();
    var back = browser.get(decide(leave(browser, invitation, "samsara"), "deny"));
    assertEquals("/connect?invite=" + secret(invitation), location(back));
    assertEquals("active", read(invitation).get("status").asText());
  }

  @Test
  void aStateIsGoodForItsOwnBrowserAndInvitationAlone() {
    var invitation = invite();
    var owner = browser();
    var back = decide(leave(owner, invitation, "samsara"), "allow");
    var stranger = browser();
    leave(stranger, invite(), "samsara");
    assertEquals(400, stranger.get(back).statusCode(), "another browser");
    assertEquals(400, owner.get(back.replaceAll("state=[^&]*", "state=x")).statusCode());
    assertEquals(400, owner.get("/connect/callback?code=x").statusCode());
    assertEquals(400, owner.get("/connect/callback").statusCode());
    var done = owner.get(back);
    assertTrue(location(done).contains("/connected?"), done::body);
    assertEquals(400, owner.get(back).statusCode(), "a second time");
    assertEquals(1, read(invitation).get("connection_ids").size());
  }

  @Test
  void aCodeOfAnotherProviderOrAMadeUpOneIsRefused() {
    var invitation = invite();
    var browser = browser();
    var ofMotive = query("x:" + decide(leave(browser, invitation, "motive"), "allow")).get("code");
    for (var code : List.of(ofMotive, "forged", "%0d%0ax", "")) {
      var back = decide(leave(browser, invitation, "samsara"), "allow");
      var page = browser.get(back.replaceAll("code=[^&]*", "code=" + code));
      assertTrue(page.statusCode() == 422 || page.statusCode() == 502, page::body);
      assertTrue(page.body().contains("Samsara"), page::body);
      assertFalse(page.body().contains("forged"), page::body);
    }
    assertEquals("[]", read(invitation).get("connection_ids").toString());
  }

  @Test
  void aBrokenOrSlowTokenEndpointIsTold() {
    var invitation = invite();
    for (var fault : List.of(Fault.respond(500, "oops"), Fault.hang(), Fault.respond(200, "<x>"))) {
      var browser = browser();
      var back = decide(leave(browser, invitation, "samsara"), "allow");
      world
          .sandbox()
          .faults()
          .add(FaultRule.always(fault).provider("samsara").path("/oauth2/token").times(1));
      var page = browser.get(back);
      assertEquals(502, page.statusCode(), page::body);
      assertTrue(page.body().contains("nothing was stored"), page::body);
    }
    assertEquals("[]", read(invitation).get("connection_ids").toString());
  }

  @Test
  void anInvitationDeletedDuringTheSignInTakesNothing() {
    var invitation = invite();
    var browser = browser();
    var back = decide(leave(browser, invitation, "samsara"), "allow");
    partner.send("DELETE", Route.I + "/" + invitation.get("id").asText(), "").expect(204);
    assertEquals(404, browser.get(back).statusCode());
    assertEquals("[]", read(invitation).get("connection_ids").toString());
  }

  @Test
  void theOperatorsSecretIsNeverAnswered() {
    var path = APPS + "motive";
    var shown = admin.get(path).expect(200);
    assertEquals("*****", shown.json().get("client_secret").asText());
    assertFalse(shown.raw().body().contains("motive-sandbox-secret"));
    var masked = admin.send("PUT", path, "{\"client_id\":\"a\",\"client_secret\":\"*****\"}");
    assertEquals("masked", masked.expect(422).json().at("/detail/0/error_type").asText());
    var away =
        admin.send(
            "PUT",
            path,
            """
            {"client_id":"a","client_secret":"canary secret","authorize_url":"https://evil.example/a",
             "token_url":"http://api.gomotive.com/oauth/token"}""");
    assertEquals(3, away.expect(422).json().get("detail").size(), away::toString);
    assertFalse(away.raw().body().contains("canary"), away::toString);
    admin.get(APPS + "superoffice").expect(501);
    admin.get(APPS + "acme").expect(404);
  }
}
