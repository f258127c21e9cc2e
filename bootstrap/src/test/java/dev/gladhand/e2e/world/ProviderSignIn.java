package dev.gladhand.e2e.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A fleet that a partner invites and that signs in at its provider with a browser. */
public record ProviderSignIn(World world, Partner partner) {
  public static final String APPS = "/v2/admin/oauth-apps/";

  /**
   * Creates the operator's applications at the providers of this world, and a partner that invites
   * fleets.
   */
  public static ProviderSignIn of(World world, String name) {
    for (var tsp : List.of("samsara", "motive")) {
      Partner.admin(world.node())
          .send(
              "PUT",
              APPS + tsp,
              "{\"client_id\":\"%s-sandbox-client\",\"client_secret\":\"%s-sandbox-secret\"}"
                  .formatted(tsp, tsp))
          .expect(200);
    }
    return new ProviderSignIn(world, Partner.of(world.node(), name));
  }

  public JsonNode invite() {
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

  public JsonNode read(JsonNode invitation) {
    return partner.get(Route.I + "/" + invitation.get("id").asText()).expect(200).json();
  }

  public Browser browser() {
    return Browser.standing(world.node().url());
  }

  /** Returns the provider's address to which the browser is redirected. */
  public String leave(Browser browser, JsonNode invitation, String tsp) {
    var secret = secret(invitation);
    var page = browser.get("/connect/" + tsp + "?invite=" + secret);
    assertEquals(200, page.statusCode(), page::body);
    assertTrue(page.body().contains(">Sign in at "), page::body);
    var policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains(world.sandbox().url(tsp)), policy);
    return location(browser.post("/connect/" + tsp + "/sign-in", Map.of("invite", secret)));
  }

  /** Allows the access and returns the path to which the provider redirects the browser. */
  public String allowed(Browser browser, JsonNode invitation, String tsp) {
    return decide(leave(browser, invitation, tsp), "allow");
  }

  /**
   * Sends the fleet's decision to the provider and returns the path to which it redirects the
   * browser.
   */
  public static String decide(String authorizeUrl, String decision) {
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

  public static String secret(JsonNode invitation) {
    var link = invitation.get("magic_link").asText();
    return link.substring(link.indexOf("invite=") + 7);
  }

  public static String location(HttpResponse<String> response) {
    assertTrue(response.statusCode() / 100 == 3, response::body);
    return response.headers().firstValue("Location").orElse("");
  }

  public static Map<String, String> query(String url) {
    var query = new HashMap<String, String>();
    for (var pair : URI.create(url).getQuery().split("&", -1)) {
      query.put(pair.replaceAll("=.*", ""), pair.replaceAll("^[^=]*=", ""));
    }
    return query;
  }
}
