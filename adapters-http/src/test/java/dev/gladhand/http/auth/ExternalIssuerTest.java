package dev.gladhand.http.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.application.audit.Actor;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExternalIssuerTest {
  /** As they take a while to make. */
  private static RSAKey rsa;

  private static ECKey ec;
  private final Fakes fakes = new Fakes();
  private final AtomicInteger fetches = new AtomicInteger();
  private final List<JWK> published = new ArrayList<>();
  private volatile boolean down;
  private volatile CountDownLatch slow;
  private final CountDownLatch entered = new CountDownLatch(1);
  private volatile String answer;
  private TestServer server;
  private Partner partner;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
  }

  @BeforeEach
  void start() {
    published.addAll(List.of(rsa, ec));
    serve(true, false);
    partner = server.bean(ManagePartners.class).add("one", Set.of()).partner();
  }

  private void restart(boolean admin, boolean provision) {
    server.close();
    serve(admin, provision);
  }

  private void serve(boolean admin, boolean provision) {
    var external =
        new AuthSettings.External(
            "https://issuer.example",
            URI.create("https://issuer.example/keys"),
            "gladhand-api",
            "tenant",
            admin,
            provision,
            Duration.ofHours(24));
    server = fakes.server(new AuthSettings(external), this::fetch);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String fetch(URI url) {
    fetches.incrementAndGet();
    var gate = slow;
    if (gate != null) {
      entered.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (down) {
      throw new UncheckedIOException(new IOException("down"));
    }
    return answer == null ? new JWKSet(published).toString(true) : answer;
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("https://issuer.example")
        .audience(List.of("other", "gladhand-api"))
        .subject("somebody")
        .expirationTime(Date.from(fakes.clock.instant().plusSeconds(60)))
        .claim("tenant", partner.id().toString())
        .claim("scope", "admin");
  }

  private static String signed(
      JWTClaimsSet claims, JWSAlgorithm algorithm, String kid, JWSSigner signer)
      throws JOSEException {
    var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private String byRsa(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return signed(change.apply(claims()).build(), JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa));
  }

  private void check(int status, String token) {
    var reply =
        server
            .wire()
            .send("GET", "/v2/admin/partners", (String) null, "Authorization: Bearer " + token);
    assertEquals(status, reply.status(), reply.body());
  }

  @Test
  void itsTokensAreBelieved() throws JOSEException {
    var token = byRsa(claims -> claims);
    check(200, token);
    check(200, token);
    check(200, signed(claims().build(), JWSAlgorithm.PS256, "rsa", new RSASSASigner(rsa)));
    check(200, signed(claims().build(), JWSAlgorithm.ES256, "ec", new ECDSASigner(ec)));
    check(200, signed(claims().build(), JWSAlgorithm.ES256, null, new ECDSASigner(ec)));
    check(200, byRsa(claims -> claims.claim("scope", null).claim("scp", List.of("admin"))));
    assertEquals(1, fetches.get());
  }

  @Test
  void edwardsKeysAreUnderstood() throws GeneralSecurityException, JOSEException {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var encoded = pair.getPublic().getEncoded();
    var point = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    published.add(new OctetKeyPair.Builder(Curve.Ed25519, point).keyID("ed").build());
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("ed").build(), claims().build());
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(token.getSigningInput());
    var bytes = signature.sign();
    var input = new String(token.getSigningInput(), java.nio.charset.StandardCharsets.US_ASCII);
    check(200, input + "." + Base64URL.encode(bytes));
    bytes[3] ^= 1;
    check(401, input + "." + Base64URL.encode(bytes));
  }

  @Test
  void nothingElseIsBelieved() throws JOSEException {
    var now = fakes.clock.instant();
    check(401, byRsa(claims -> claims.issuer("https://other.example")));
    check(401, byRsa(claims -> claims.audience("other")));
    check(401, byRsa(claims -> claims.expirationTime(null)));
    check(401, byRsa(claims -> claims.expirationTime(Date.from(now.minusSeconds(6)))));
    check(401, byRsa(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))));
    check(401, byRsa(claims -> claims.claim("tenant", "not an id")));
    check(401, byRsa(claims -> claims.claim("tenant", null).claim("scope", "telematics:write")));
    check(403, byRsa(claims -> claims.claim("scope", "telematics:write")));
    check(401, signed(claims().build(), JWSAlgorithm.RS256, "ec", new RSASSASigner(rsa)));
    var other = new RSAKeyGenerator(2048).keyID("rsa").generate();
    check(401, signed(claims().build(), JWSAlgorithm.RS256, "rsa", new RSASSASigner(other)));
    var shared = new MACSigner(rsa.toRSAPublicKey().getEncoded());
    check(401, signed(claims().build(), JWSAlgorithm.HS256, "rsa", shared));
  }

  @Test
  @SuppressWarnings("deprecation") // No other way lets one sign with a weak key.
  void weakKeysAreNotBelieved() throws JOSEException {
    var weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
    published.add(weak);
    var signer = new RSASSASigner(weak.toRSAPrivateKey(), true);
    check(401, signed(claims().build(), JWSAlgorithm.RS256, "weak", signer));
  }

  @Test
  void aNewKeyIsFetchedAndUnknownOnesDoNotMakeUsFetchForEver() throws JOSEException {
    check(200, byRsa(claims -> claims));
    var fresh = new ECKeyGenerator(Curve.P_256).keyID("fresh").generate();
    published.add(fresh);
    var token = signed(claims().build(), JWSAlgorithm.ES256, "fresh", new ECDSASigner(fresh));
    check(401, token);
    fakes.clock.move(fakes.clock.instant().plusSeconds(11));
    check(200, token);
    assertEquals(2, fetches.get());
    for (var i = 0; i < 5; i++) {
      check(401, signed(claims().build(), JWSAlgorithm.ES256, "none" + i, new ECDSASigner(fresh)));
    }
    assertEquals(2, fetches.get());
  }

  @Test
  void withoutAnyKeyNobodyIsRefusedForEver() throws JOSEException {
    down = true;
    check(503, byRsa(claims -> claims));
    down = false;
    fakes.clock.move(fakes.clock.instant().plusSeconds(11));
    check(200, byRsa(claims -> claims));
  }

  @Test
  void keysAreBelievedForAnHourWhileTheIssuerCannotBeReached() throws JOSEException {
    var token =
        byRsa(
            claims ->
                claims.expirationTime(Date.from(fakes.clock.instant().plus(Duration.ofHours(2)))));
    check(200, token);
    down = true;
    fakes.clock.move(fakes.clock.instant().plus(Duration.ofMinutes(59)));
    check(200, token);
    fakes.clock.move(fakes.clock.instant().plus(Duration.ofMinutes(4)));
    check(503, token);
    down = false;
    fakes.clock.move(fakes.clock.instant().plusSeconds(11));
    check(200, token);
  }

  @Test
  void whileTheIssuerIsSlowOthersGoOnWithItsKnownKeys() throws Exception {
    check(200, byRsa(claims -> claims));
    fakes.clock.move(fakes.clock.instant().plus(Duration.ofMinutes(6)));
    var other = byRsa(claims -> claims.subject("another"));
    var one = byRsa(claims -> claims);
    slow = new CountDownLatch(1);
    var fetching = CompletableFuture.runAsync(() -> check(200, one));
    try {
      assertTrue(entered.await(10, TimeUnit.SECONDS));
      check(200, other);
      assertFalse(fetching.isDone());
    } finally {
      slow.countDown();
    }
    fetching.get(10, TimeUnit.SECONDS);
    assertEquals(2, fetches.get());
  }

  @Test
  void aKeyThatIsNotUnderstoodIsPassedOver() throws JOSEException {
    var good = rsa.toPublicJWK().toJSONString();
    for (var odd :
        List.of(
            "null",
            "7",
            "[]",
            "{}",
            "{\"kty\":null}",
            "{\"kty\":7}",
            "{\"kty\":\"XYZ\",\"kid\":\"odd\"}",
            "{\"kty\":\"RSA\",\"e\":\"AQAB\"}",
            "{\"kty\":\"RSA\",\"n\":7,\"e\":\"AQAB\"}",
            "{\"kty\":\"RSA\",\"n\":\"!\",\"e\":\"\"}",
            "{\"kty\":\"EC\",\"crv\":\"P-192\",\"x\":\"AA\",\"y\":\"AA\"}",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
            "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"AA\"}",
            good.replace("}", ",\"x5c\":[\"AAAA\"]}"),
            good.replace("}", ",\"x5c\":7}"),
            good.replace("}", ",\"use\":\"enc\",\"key_ops\":[\"verify\"]}"),
            good.replace("}", ",\"key_ops\":7}"),
            good.replace("\"rsa\"", "7"))) {
      for (var set : List.of(odd + "," + good, good + "," + odd)) {
        answer = "{\"keys\":[" + set + "]}";
        fakes.clock.move(fakes.clock.instant().plus(Duration.ofMinutes(6)));
        var token = byRsa(claims -> claims);
        check(200, token);
      }
    }
  }

  @Test
  void anAnswerThatIsNoKeySetLeavesTheKeysAsTheyWere() throws JOSEException {
    answer = "null";
    check(503, byRsa(claims -> claims));
    answer = null;
    fakes.clock.move(fakes.clock.instant().plusSeconds(11));
    check(200, byRsa(claims -> claims));
    for (var odd :
        List.of("null", "", "7", "[]", "{}", "{\"keys\":null}", "{\"keys\":{}}", "<html>")) {
      answer = odd;
      fakes.clock.move(fakes.clock.instant().plus(Duration.ofMinutes(6)));
      check(200, byRsa(claims -> claims));
    }
  }

  @Test
  void bothKeysOfOneIdAreTried() throws JOSEException {
    var other = new RSAKeyGenerator(2048).keyID("rsa").generate();
    published.add(0, other);
    check(200, byRsa(claims -> claims));
    check(200, signed(claims().build(), JWSAlgorithm.RS256, "rsa", new RSASSASigner(other)));
  }

  @Test
  void aTokenEndsSoonAfterItsKeyIsTakenOut() throws JOSEException {
    var now = fakes.clock.instant();
    var token = byRsa(claims -> claims.expirationTime(Date.from(now.plus(Duration.ofHours(1)))));
    check(200, token);
    check(200, token);
    published.remove(rsa);
    fakes.clock.move(now.plus(Duration.ofMinutes(7)).plusSeconds(1));
    check(401, token);
  }

  @Test
  void aTokenThatLivesTooLongIsRefused() throws JOSEException {
    var now = fakes.clock.instant();
    var day = Date.from(now.plus(Duration.ofHours(24)));
    check(200, byRsa(claims -> claims.expirationTime(day).issueTime(Date.from(now))));
    check(200, byRsa(claims -> claims.expirationTime(day)));
    check(
        401,
        byRsa(claims -> claims.expirationTime(day).issueTime(Date.from(now.minusSeconds(60)))));
    check(401, byRsa(claims -> claims.expirationTime(Date.from(now.plus(Duration.ofHours(25))))));
    check(
        401,
        byRsa(
            claims ->
                claims
                    .expirationTime(Date.from(now.plus(Duration.ofDays(18_000))))
                    .issueTime(Date.from(now.plus(Duration.ofDays(17_999))))));
  }

  @Test
  void itsAdminCountsOnlyWhereTheOperatorSaysSo() throws JOSEException {
    var operator = byRsa(claims -> claims.claim("tenant", null));
    check(200, operator);
    restart(false, false);
    check(403, byRsa(claims -> claims));
    check(401, operator);
  }

  @Test
  void aPartnerThatIsNotKnownIsRefusedUnlessItIsProvisioned() throws JOSEException {
    var id = UUID.randomUUID().toString();
    var token = byRsa(claims -> claims.claim("tenant", id));
    check(401, token);
    restart(true, true);
    check(200, token);
    check(200, token);
    var made = fakes.partners.find(new PartnerId(UUID.fromString(id))).orElseThrow();
    var told = fakes.audit.events.getLast();
    assertEquals(AuditAction.PARTNER_CREATED, told.entry().action());
    assertEquals(id, told.entry().objectId());
    assertEquals(Actor.Kind.CLIENT, told.actor().kind());
    assertEquals(claims().build().getSubject(), told.actor().id());
    assertNotNull(told.actor().requestId());
    assertEquals("127.0.0.1", told.actor().remoteAddress());
    server.bean(ManagePartners.class).disable(made.id());
    check(401, token);
  }

  @Test
  void aDisabledPartnerIsOutThoughItsIssuerDisagrees() throws JOSEException {
    var token = byRsa(claims -> claims);
    check(200, token);
    server.bean(ManagePartners.class).disable(partner.id());
    check(401, token);
  }

  @Test
  void theEmbeddedIssuerIsNotThere() {
    var form = "grant_type=client_credentials&client_id=a&client_secret=b";
    var type = "Content-Type: application/x-www-form-urlencoded";
    assertEquals(404, server.wire().send("POST", "/oauth2/token", form, type).status());
    assertEquals(404, server.wire().send("GET", "/.well-known/jwks.json", (String) null).status());
  }
}
