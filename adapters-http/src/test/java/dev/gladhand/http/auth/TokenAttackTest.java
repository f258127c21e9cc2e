package dev.gladhand.http.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenAttackTest {
  private final Fakes fakes = new Fakes();
  private TestServer server;
  private ECKey key;
  private ManagePartners.WithSecret partner;

  @BeforeEach
  void start() {
    server = fakes.server(AuthSettings.EMBEDDED, url -> "");
    partner = server.bean(ManagePartners.class).add("one", Set.of(Scopes.ADMIN));
    key = new SigningKeys(fakes.secrets, fakes.clock).signing();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JWTClaimsSet.Builder claims() {
    var now = fakes.clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer("gladhand")
        .audience("gladhand")
        .subject(partner.partner().clientId())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)))
        .claim("scope", "admin")
        .claim("ver", "1")
        .claim("partner_id", partner.partner().id().toString());
  }

  private String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return signed(change.apply(claims()).build(), key.getKeyID(), new ECDSASigner(key));
  }

  private static String signed(JWTClaimsSet claims, String kid, JWSSigner signer)
      throws JOSEException {
    var algorithm = signer.supportedJWSAlgorithms().iterator().next();
    if (signer instanceof MACSigner) {
      algorithm = JWSAlgorithm.HS256;
    }
    var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private void check(int status, String token) {
    var reply =
        server
            .wire()
            .send("GET", "/v2/admin/partners", (String) null, "Authorization: Bearer " + token);
    assertEquals(status, reply.status(), reply.body());
    if (status == 401) {
      assertEquals("Bearer", reply.header("WWW-Authenticate"));
    }
  }

  @Test
  void aTokenMadeTheRightWayIsBelieved() throws JOSEException {
    check(200, signed(claims -> claims));
    check(200, signed(claims -> claims));
  }

  @Test
  void unsignedTokensAreRefused() throws JOSEException {
    check(401, new PlainJWT(claims().build()).serialize());
    var parts = signed(claims -> claims).split("\\.", -1);
    check(401, parts[0] + "." + parts[1] + ".");
    check(
        401,
        encoded("{\"alg\":\"none\",\"kid\":\"" + key.getKeyID() + "\"}") + "." + parts[1] + ".");
    check(
        401,
        encoded("{\"alg\":\"nOnE\",\"kid\":\"" + key.getKeyID() + "\"}")
            + "."
            + parts[1]
            + "."
            + parts[2]);
  }

  @Test
  void thePublicKeyIsNoSharedSecret() throws JOSEException {
    for (var secret :
        new byte[][] {
          key.toECPublicKey().getEncoded(),
          key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
          ("-----BEGIN PUBLIC KEY-----\n"
                  + Base64.getMimeEncoder().encodeToString(key.toECPublicKey().getEncoded())
                  + "\n-----END PUBLIC KEY-----\n")
              .getBytes(StandardCharsets.UTF_8),
        }) {
      check(401, signed(claims().build(), key.getKeyID(), new MACSigner(secret)));
    }
  }

  @Test
  void otherKeysAreRefused() throws JOSEException {
    var other = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();
    check(401, signed(claims().build(), key.getKeyID(), new ECDSASigner(other)));
    check(401, signed(claims().build(), "unknown", new ECDSASigner(key)));
    check(401, signed(claims().build(), null, new ECDSASigner(key)));
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(key.getKeyID())
            .jwk(other.toPublicJWK())
            .build();
    var token = new SignedJWT(header, claims().build());
    token.sign(new ECDSASigner(other));
    check(401, token.serialize());
  }

  @Test
  void everyClaimCounts() throws JOSEException {
    var now = fakes.clock.instant();
    check(401, signed(claims -> claims.expirationTime(null)));
    check(401, signed(claims -> claims.expirationTime(Date.from(now))));
    check(401, signed(claims -> claims.expirationTime(Date.from(now.minus(Duration.ofDays(1))))));
    check(401, signed(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))));
    check(401, signed(claims -> claims.audience("somebody else")));
    check(401, signed(claims -> claims.audience((String) null)));
    check(401, signed(claims -> claims.issuer("somebody else")));
    check(401, signed(claims -> claims.issuer(null)));
    check(401, signed(claims -> claims.subject(null)));
    check(401, signed(claims -> claims.subject("somebody else")));
    check(401, signed(claims -> claims.claim("ver", "0")));
    check(401, signed(claims -> claims.claim("ver", null)));
    check(
        401, signed(claims -> claims.claim("partner_id", "00000000-0000-0000-0000-000000000001")));
    check(401, signed(claims -> claims.claim("partner_id", 7)));
    check(403, signed(claims -> claims.claim("scope", "")));
    check(403, signed(claims -> claims.claim("scope", Map.of("admin", true))));
  }

  @Test
  void aTokenThatWasBelievedExpires() throws JOSEException {
    var token = signed(claims -> claims);
    check(200, token);
    fakes.clock.move(fakes.clock.instant().plusSeconds(60));
    check(401, token);
  }

  @Test
  void alteredTokensAreRefused() throws JOSEException {
    var token = signed(claims -> claims);
    check(200, token);
    var parts = token.split("\\.", -1);
    var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    check(
        401,
        parts[0]
            + "."
            + encoded(claims.replace("\"admin\"", "\"admin telematics:write\""))
            + "."
            + parts[2]);
    check(401, token + "A");
    check(401, "." + token);
    check(401, "a.b.c");
    check(401, "x".repeat(20_000));
    var zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
    check(401, parts[0] + "." + parts[1] + "." + zeros);
  }

  @Test
  void criticalHeadersThatNobodyKnowsAreRefused() throws JOSEException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .customParam("strange", 1)
            .criticalParams(Set.of("strange"))
            .build();
    var token = new SignedJWT(header, claims().build());
    token.sign(new ECDSASigner(key));
    check(401, token.serialize());
  }

  @Test
  void theHeaderIsReadStrictly() throws JOSEException {
    var token = signed(claims -> claims);
    var wire = server.wire();
    assertEquals(
        200,
        wire.send("GET", "/v2/admin/partners", (String) null, "Authorization: bearer " + token)
            .status());
    assertEquals(
        401,
        wire.send("GET", "/v2/admin/partners", (String) null, "Authorization: Basic " + token)
            .status());
    assertEquals(
        401,
        wire.send("GET", "/v2/admin/partners", (String) null, "Authorization: " + token).status());
    assertEquals(
        401,
        wire.send(
                "GET",
                "/v2/admin/partners",
                (String) null,
                "Authorization: Bearer " + token,
                "Authorization: Bearer " + token)
            .status());
    assertEquals(
        401, wire.send("GET", "/v2/admin/partners?access_token=" + token, (String) null).status());
    assertNull(wire.send("GET", "/v2/admin/partners", (String) null).headers().get("set-cookie"));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
