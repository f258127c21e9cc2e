package dev.gladhand.e2e.fleet;

import static dev.gladhand.e2e.world.ProviderSignIn.APPS;
import static dev.gladhand.e2e.world.ProviderSignIn.decide;
import static dev.gladhand.e2e.world.ProviderSignIn.location;
import static dev.gladhand.e2e.world.ProviderSignIn.query;
import static dev.gladhand.e2e.world.ProviderSignIn.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.ProviderSignIn;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** A fleet signs in at its provider instead of typing credentials. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class OauthTest {
  @Parameter private Stores.Kind kind;
  private World world;
  private ProviderSignIn fleet;
  private Partner partner;
  private Partner admin;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = ProviderSignIn.of(world, "Signing Inc");
    partner = fleet.partner();
    admin = Partner.admin(world.node());
  }

  @AfterEach
  void calm() {
    world.sandbox().faults().clear();
  }

  private JsonNode invite() {
    return fleet.invite();
  }

  private JsonNode read(JsonNode invitation) {
    return fleet.read(invitation);
  }

  private Browser browser() {
    return fleet.browser();
  }

  @Test
  void aFleetSignsInAndTheTokensAreRenewed() {
    for (var tsp : List.of("samsara", "motive")) {
      var invitation = invite();
      var browser = browser();
      var url = fleet.leave(browser, invitation, tsp);
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
      assertEquals("*****", shown(id).get("Authorization").asText());
      assertFalse(shown(id).has("X-Api-Key"));
      world.sandbox().samsara().expireAccessTokens();
      world.sandbox().motive().expireAccessTokens();
      // A single call may take too long where others have the machine.
      Await.until(
          "the connection works by renewed tokens",
          Partner.SOON,
          () ->
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

  /** The headers that a dry run shows. */
  private JsonNode shown(String connection) {
    var users = partner.users(connection, List.of("501", "503"));
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"sender_id\":\"%s\",\"message_text\":\"hi\"}"
            .formatted(connection, users.getFirst(), users.getLast());
    var dry = partner.send("POST", Sample.MESSAGE.path() + "?dry_run=true", body).expect(200);
    return dry.json().at("/tsp_request/headers");
  }

  @Test
  void aFleetThatDeniesComesBackToTheChoice() {
    var invitation = invite();
    var browser = browser();
    var back = browser.get(decide(fleet.leave(browser, invitation, "samsara"), "deny"));
    assertEquals("/connect?invite=" + secret(invitation), location(back));
    assertEquals("active", read(invitation).get("status").asText());
  }

  @Test
  void aStateIsGoodForItsOwnBrowserAndInvitationAlone() {
    var invitation = invite();
    var owner = browser();
    var back = fleet.allowed(owner, invitation, "samsara");
    var stranger = browser();
    fleet.leave(stranger, invite(), "samsara");
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
  void aCookieThatWasMadeUpForAStateOpensNothing() {
    var invitation = invite();
    var other = invite();
    var owner = browser();
    var back = fleet.allowed(owner, invitation, "samsara");
    assertEquals(400, status(back, browser(), secret(invitation)), "of another browser");
    assertEquals(400, owner.get(back).statusCode(), "the state was used up by that");
    back = fleet.allowed(owner, invitation, "samsara");
    assertEquals(400, status(back, owner, secret(other)), "of another invitation");
    back = fleet.allowed(owner, invitation, "samsara");
    var forged = back.replaceAll("state=[^&]*", "state=" + "x".repeat(43));
    assertEquals(400, status(forged, owner, secret(invitation)), "of nobody");
    assertEquals("[]", read(invitation).get("connection_ids").toString());
    assertEquals("[]", read(other).get("connection_ids").toString());
    assertTrue(location(owner.get(back)).contains("/connected?"));
  }

  /** What a callback is answered with the cookie of a browser, and one for its state. */
  private static int status(String back, Browser browser, String secret) {
    var state = query("x:" + back).get("state");
    var cookie = "gladhand_connect_" + Integer.toHexString(state.hashCode()) + "=" + secret;
    return browser.status(back, browser.cookie("gladhand_browser") + "; " + cookie);
  }

  @Test
  void whatTheProvidersPageSaysOfItselfChangesNothing() {
    var invitation = invite();
    var browser = browser();
    var back = fleet.allowed(browser, invitation, "samsara");
    var provider = world.sandbox().samsaraUrl() + "/oauth2/authorize?state=of-the-provider";
    var done = browser.from(provider).get(back);
    assertTrue(location(done).contains("/connected?"), done::body);
    assertEquals("no-referrer", done.headers().firstValue("Referrer-Policy").orElse(""));
    var page = browser.get(location(done));
    assertEquals("no-referrer", page.headers().firstValue("Referrer-Policy").orElse(""));
    assertFalse(page.body().contains("of-the-provider"), page::body);
    assertFalse(world.node().log().contains("of-the-provider"));
    var stranger = fleet.browser();
    stranger.get("/connect?invite=" + secret(invitation));
    var form = Map.of("invite", secret(invitation), "_csrf", "");
    assertEquals(403, stranger.from(provider).post("/connect/samsara/sign-in", form).statusCode());
  }

  @Test
  void aCodeOfAnotherProviderOrAMadeUpOneIsRefused() {
    var invitation = invite();
    var browser = browser();
    var finished = fleet.allowed(browser, invite(), "samsara");
    assertTrue(location(browser.get(finished)).contains("/connected?"));
    var used = query("x:" + finished).get("code");
    var ofMotive = query("x:" + fleet.allowed(browser, invitation, "motive")).get("code");
    for (var code : List.of(used, ofMotive, "forged", "%0d%0ax", "")) {
      var back = fleet.allowed(browser, invitation, "samsara");
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
      var back = fleet.allowed(browser, invitation, "samsara");
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
    var back = fleet.allowed(browser, invitation, "samsara");
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
