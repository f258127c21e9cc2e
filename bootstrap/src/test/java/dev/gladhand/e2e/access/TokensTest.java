package dev.gladhand.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpServer;
import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Forger;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * No token is believed but those of the issuer, for this program, of this moment: shown against a
 * running node by somebody who has even the issuer's key.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {
  private World world;
  private Fleet fleet;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Tokens Inc");
  }

  private Http.Reply ask(Node node, String token) {
    return fleet.partner().with(token).at(node).get("/v2/integrations/connections");
  }

  private void assertBelievesNoForgery(Node node, Forger forger) {
    ask(node, forger.good()).expect(200);
    var before = fleet.lastRequest();
    forger
        .forged()
        .forEach(
            (what, token) -> {
              assertRefused(what, 401, ask(node, token));
              var write =
                  fleet
                      .partner()
                      .with(token)
                      .at(node)
                      .send(
                          "POST",
                          Sample.MESSAGE.path() + "?is_sync=true",
                          fleet.fill(Sample.MESSAGE.body()));
              assertRefused(what, 401, write);
            });
    assertEquals(List.of(), fleet.writesSince(before));
    var less = forger.with(claims -> claims.claim("scope", "telematics:read"));
    assertRefused("missing scope", 403, ask(node, less));
    var none = forger.with(claims -> claims.claim("scope", null));
    assertRefused("no scope", 403, ask(node, none));
    var odd = forger.with(claims -> claims.claim("scope", Map.of("connection:read", true)));
    assertRefused("an odd scope", 403, ask(node, odd));
  }

  private static void assertRefused(String what, int status, Http.Reply reply) {
    assertEquals(status, reply.status(), () -> what + ": " + reply);
    Errors.assertBody(what, reply);
    assertTrue(reply.header("WWW-Authenticate").startsWith("Bearer"), what);
    if (status == 403) {
      assertTrue(reply.json().get("detail").asText().contains("connection:read"), what);
    }
  }

  @Test
  void theProgramsOwnIssuerIsTheOnlyOne() {
    var forger = Forger.of(world, fleet.partner());
    assertBelievesNoForgery(world.node(), forger);
    for (var wrong :
        Map.of(
                "of nobody", UUID.randomUUID().toString(),
                "of no id", "x",
                "of another partner", Partner.of(world.node(), "Another Inc").id())
            .entrySet()) {
      var token = forger.with(one -> one.claim("partner_id", wrong.getValue()));
      assertRefused(wrong.getKey(), 401, ask(world.node(), token));
    }
    assertRefused(
        "an earlier secret's",
        401,
        ask(world.node(), forger.with(one -> one.claim("ver", "nothing"))));
  }

  /** Keys that are not understood are passed over, and of two with one id both are tried. */
  private static String amongOddKeys(ECKey key) {
    var id = key.getKeyID();
    return String.join(
        ",",
        "{\"keys\":[null,7,{},{\"kty\":\"EC\",\"crv\":\"P-999\",\"kid\":\"a\",\"x\":\"AA\",\"y\":\"AA\"}",
        "{\"kty\":\"RSA\",\"kid\":\"b\",\"e\":\"AQAB\"}",
        "{\"kty\":\"oct\",\"kid\":\"c\",\"k\":null}",
        "{\"kty\":\"EC\",\"kid\":7,\"crv\":\"P-256\",\"x\":1,\"y\":2}",
        Forger.newKey("d")
            .toPublicJWK()
            .toJSONString()
            .replace("{", "{\"x5c\":[\"no certificate\"],"),
        Forger.newKey("e")
            .toPublicJWK()
            .toJSONString()
            .replace("{", "{\"use\":\"sig\",\"key_ops\":[\"encrypt\"],"),
        Forger.newKey(id).toPublicJWK().toJSONString(),
        key.toPublicJWK().toJSONString() + "]}");
  }

  @Test
  void theOperatorsIssuerIsTheOnlyOne() throws IOException {
    var key = Forger.newKey("k-1");
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("https://login.example")
            .audience("gateway")
            .subject("software-of-a-partner")
            .issueTime(Forger.date(0))
            .expirationTime(Forger.date(600))
            .claim("scope", "connection:read telematics:write")
            .claim("tenant", fleet.partner().id())
            .build();
    var issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      var keys = amongOddKeys(key).getBytes(StandardCharsets.UTF_8);
      // Each fetch fails at first: nobody is refused for that.
      var fetches = new AtomicInteger();
      issuer.createContext(
          "/keys",
          exchange -> {
            if (fetches.getAndIncrement() == 0) {
              exchange.sendResponseHeaders(503, -1);
            } else {
              exchange.sendResponseHeaders(200, keys.length);
              exchange.getResponseBody().write(keys);
            }
            exchange.close();
          });
      issuer.start();
      var settings =
          Map.of(
              "GLADHAND_ISSUER_URL", "https://login.example",
              "GLADHAND_ISSUER_JWKS_URL",
                  "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
              "GLADHAND_ISSUER_AUDIENCE", "gateway",
              "GLADHAND_ISSUER_PARTNER_CLAIM", "tenant");
      try (var node = world.another(settings)) {
        var forger = new Forger(key, claims);
        assertBelievesNoForgery(node, forger);
        assertRefused("the program's own", 401, ask(node, fleet.partner().token()));
        assertRefused(
            "of no partner", 401, ask(node, forger.with(one -> one.claim("tenant", null))));
        assertRefused(
            "of a partner that is not known",
            401,
            ask(node, forger.with(one -> one.claim("tenant", UUID.randomUUID().toString()))));
        assertRefused(
            "of fifty years",
            401,
            ask(node, forger.with(one -> one.expirationTime(Forger.date(1_577_000_000)))));
        var admin = forger.with(one -> one.claim("scope", "admin"));
        assertEquals(403, fleet.partner().with(admin).at(node).get("/v2/admin/partners").status());
        // Its own partner goes on with its work next to all these.
        var sent =
            fleet
                .partner()
                .with(forger.good())
                .at(node)
                .send("POST", Sample.MESSAGE.path(), fleet.fill(Sample.MESSAGE.body()))
                .expect(202)
                .json();
        assertEquals("success", fleet.ended(sent).get("status").asText());
        assertEquals(0, node.terminate(), node::log);
      }
    } finally {
      issuer.stop(0);
    }
  }
}
