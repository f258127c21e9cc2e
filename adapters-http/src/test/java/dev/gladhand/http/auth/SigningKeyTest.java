package dev.gladhand.http.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.TestServer;
import dev.gladhand.http.Wire.Reply;
import dev.gladhand.http.stream.Tokens;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new key signs on all nodes, and no token of the one before is refused before its time. */
class SigningKeyTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String ROTATE = "/v2/admin/signing-keys/rotate";

  private final Fakes fakes = new Fakes();
  private TestServer one;
  private TestServer other;

  @BeforeEach
  void start() {
    one = fakes.server(AuthSettings.EMBEDDED, url -> "");
    other = fakes.server(AuthSettings.EMBEDDED, url -> "");
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
  }

  private static String token(TestServer node) {
    var form =
        "grant_type=client_credentials&client_id=operator&client_secret="
            + Fakes.ADMIN_SECRET.replace("%", "%25").replace("+", "%2B").replace(" ", "+");
    var reply = node.wire().send("POST", "/oauth2/token", form, FORM);
    assertEquals(200, reply.status(), reply.body());
    return String.valueOf(reply.object().get("access_token"));
  }

  private static Reply rotate(TestServer node) {
    return node.wire().send("POST", ROTATE, (String) null, "Authorization: Bearer " + token(node));
  }

  private static String kid(String token) throws ParseException {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  private static List<?> published(TestServer node) {
    var reply = node.wire().send("GET", "/.well-known/jwks.json", (String) null);
    return (List<?>) reply.object().get("keys");
  }

  private static List<?> kids(TestServer node) {
    return published(node).stream().map(key -> ((Map<?, ?>) key).get("kid")).toList();
  }

  private static boolean holds(TestServer node, String token) {
    return node.bean(Tokens.class).hold(token);
  }

  private void pass(Duration time) {
    fakes.clock.move(fakes.clock.instant().plus(time));
  }

  @Test
  void theNewKeySignsAndTheOldOneIsBelievedWhileItsTokensLive() throws ParseException {
    var before = token(one);
    assertTrue(holds(other, before));
    var reply = rotate(one);
    assertEquals(200, reply.status(), reply.body());
    var current = reply.object().get("current");
    var after = token(one);
    assertEquals(current, kid(after));
    assertNotEquals(kid(before), kid(after));
    assertEquals(List.of(current, kid(before)), kids(one));
    assertEquals(Set.of("kty", "use", "alg", "crv", "kid", "x", "y"), keySet(one));
    assertTrue(holds(other, after), "another node looks for a key that it does not know");
    assertTrue(holds(one, before));
    pass(SigningKeys.FRESH);
    assertEquals(current, kid(token(other)));
    assertEquals(kids(one), kids(other));
    pass(Duration.ofSeconds(3598));
    assertTrue(holds(one, before), "to its last second");
    pass(Duration.ofSeconds(20));
    assertEquals(List.of(current), kids(one));
    assertEquals(List.of(current), kids(other));
  }

  private static Set<?> keySet(TestServer node) {
    return ((Map<?, ?>) published(node).getLast()).keySet();
  }

  @Test
  void aTokenThatAnotherNodeSignedByTheOldKeyMeanwhileLivesToItsEnd() throws ParseException {
    var old = kid(token(other));
    assertEquals(200, rotate(one).status());
    pass(SigningKeys.FRESH.minusMillis(1));
    var late = token(other);
    assertEquals(old, kid(late));
    pass(Duration.ofSeconds(3598));
    assertTrue(holds(one, late));
    assertTrue(holds(other, late));
  }

  @Test
  void aKeyWhoseTokensHaveExpiredIsNotBelievedWhateverItSigns()
      throws JOSEException, ParseException {
    var leaked = new SigningKeys(fakes.secrets, fakes.clock).signing();
    var sample = SignedJWT.parse(token(other));
    assertEquals(200, rotate(one).status());
    assertTrue(holds(other, token(one)));
    pass(Duration.ofHours(2));
    var claims =
        new JWTClaimsSet.Builder(sample.getJWTClaimsSet())
            .expirationTime(Date.from(fakes.clock.instant().plusSeconds(60)))
            .build();
    var forged = new SignedJWT(sample.getHeader(), claims);
    forged.sign(new ECDSASigner(leaked));
    assertFalse(holds(other, forged.serialize()));
    assertFalse(holds(one, forged.serialize()));
  }

  @Test
  void thereIsABoundOnTheKeysWhoseTokensMayLive() {
    for (var i = 1; i < 16; i++) {
      assertEquals(200, rotate(one).status());
    }
    var refused = rotate(one);
    assertEquals(409, refused.status());
    assertTrue(refused.detail().toString().contains("16 keys"), refused.body());
    pass(Duration.ofHours(2));
    assertEquals(200, rotate(one).status());
    assertEquals(2, kids(one).size());
  }

  @Test
  void aPartnerMayNot() {
    var partner = one.bean(ManagePartners.class).add("one", Set.copyOf(Scopes.OF_PARTNERS));
    var form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(partner.partner().clientId(), partner.secret());
    var token = one.wire().send("POST", "/oauth2/token", form, FORM).object().get("access_token");
    var reply = one.wire().send("POST", ROTATE, (String) null, "Authorization: Bearer " + token);
    assertEquals(403, reply.status());
  }
}
