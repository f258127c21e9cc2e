package dev.gladhand.tsp.superoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.payload.Faults;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.tsp.kit.TspJson;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuperOfficeCredentialsTest {
  private static KeyPair made;
  private final AdapterBench so = SuperOffice.bench();

  private Map<String, String> headersWith(String credentials) {
    so.credentials = so.credentials(credentials);
    so.calls.reply(204, "");
    so.send(so.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}"));
    return so.calls.made().getLast().headers();
  }

  @Test
  void showsWhatEachSchemeDemands() {
    var ticket = headersWith("{\"scheme\":\"ticket\",\"ticket\":\"7T:abc\",\"app_token\":\"app\"}");
    assertEquals("SOTicket 7T:abc", ticket.get("Authorization"));
    assertEquals("app", ticket.get("SO-AppToken"));
    assertFalse(
        headersWith("{\"scheme\":\"ticket\",\"ticket\":\"7T:abc\"}").containsKey("SO-AppToken"));
    assertEquals(
        "Bearer tok",
        headersWith("{\"scheme\":\"bearer\",\"access_token\":\"tok\"}").get("Authorization"));
  }

  @Test
  void namesEverySchemeWhereNoneIsMeant() {
    var faults = new Faults();
    so.adapter.credentials().read(Map.of("scheme", "digest"), faults);
    var scheme =
        faults.list().stream()
            .filter(fault -> fault.path().equals("scheme"))
            .findFirst()
            .orElseThrow();
    assertEquals("must be one of basic, ticket, bearer, system_user", scheme.message());
    assertEquals("*****", scheme.input());
  }

  @Test
  void getsASystemUserATicket() throws Exception {
    KeyPair keys = keys();
    so.settings = so.settings("{\"customer_id\":\"Cust1\",\"environment\":\"sod\"}");
    so.credentials = systemUser(keys);
    var renewer = so.adapter.renewer().orElseThrow();
    assertTrue(renewer.renewable(so.credentials));
    assertTrue(renewer.expired(so.credentials, AdapterBench.NOW));
    var claims = "{\"http://schemes.superoffice.net/identity/ticket\":\"7T:new\"}";
    so.calls.reply(
        200,
        "{\"IsSuccessful\":true,\"Token\":\"e30."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".c2ln\"}");

    var renewed =
        assertInstanceOf(Renewal.Renewed.class, renewer.renew(so.access(), AdapterBench.NOW));

    assertEquals("7T:new", renewed.credentials().get(SuperOfficeCredentials.TICKET));
    assertFalse(renewer.expired(renewed.credentials(), AdapterBench.NOW));
    assertEquals(
        List.of("POST https://sod.superoffice.com/Login/api/PartnerSystemUser/Authenticate"),
        so.calls.lines());
    var body = TspJson.read(so.calls.body(0).getBytes(StandardCharsets.UTF_8));
    assertEquals("canary-app", TspJson.string(body, "ApplicationToken"));
    assertEquals("Cust1", TspJson.string(body, "ContextIdentifier"));
    assertEquals("JWT", TspJson.string(body, "ReturnTokenType"));
    var signed = TspJson.string(body, "SignedSystemToken");
    var content = signed.substring(0, signed.lastIndexOf('.'));
    assertEquals("App-canary-sys.202611200830", content);
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update(content.getBytes(StandardCharsets.UTF_8));
    assertTrue(
        signature.verify(
            Base64.getDecoder().decode(signed.substring(signed.lastIndexOf('.') + 1))));
  }

  @Test
  void tellsRefusalFromTrouble() throws Exception {
    so.settings = so.settings("{\"customer_id\":\"Cust1\"}");
    so.credentials = systemUser(keys());
    so.calls
        .reply(200, "{\"IsSuccessful\":false,\"ErrorMessage\":\"canary-app is unknown\"}")
        .reply(503, "")
        .reply(200, "<html>")
        .reply(401, "");
    var renewer = so.adapter.renewer().orElseThrow();
    var refused =
        assertInstanceOf(Renewal.Refused.class, renewer.renew(so.access(), AdapterBench.NOW));
    assertFalse(refused.error().details().contains("canary"));
    assertInstanceOf(Renewal.TryLater.class, renewer.renew(so.access(), AdapterBench.NOW));
    assertInstanceOf(Renewal.TryLater.class, renewer.renew(so.access(), AdapterBench.NOW));
    assertInstanceOf(Renewal.Refused.class, renewer.renew(so.access(), AdapterBench.NOW));
  }

  @Test
  void callsNobodyWithAKeyThatIsNone() {
    so.settings = so.settings("{\"customer_id\":\"Cust1\"}");
    so.credentials =
        so.credentials(
            "{\"scheme\":\"system_user\",\"system_user_token\":\"t\",\"app_token\":\"a\",\"private_key\":"
                + "\"-----BEGIN PRIVATE KEY-----abc-----END PRIVATE KEY-----\"}");
    var renewer = so.adapter.renewer().orElseThrow();
    assertInstanceOf(Renewal.Refused.class, renewer.renew(so.access(), AdapterBench.NOW));
    var outcome =
        so.send(so.create(Resource.MESSAGE, "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}"));
    assertInstanceOf(Outcome.Rejected.class, outcome);
    assertEquals(List.of(), so.calls.lines());
  }

  private dev.gladhand.domain.connection.Credentials systemUser(KeyPair keys) {
    var pem =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\\n-----END PRIVATE KEY-----\\n";
    return so.credentials(
        "{\"scheme\":\"system_user\",\"system_user_token\":\"App-canary-sys\",\"app_token\":\"canary-app\",\"private_key\":\""
            + pem
            + "\"}");
  }

  @Test
  void takesAKeyInEitherForm() throws Exception {
    var keys = keys();
    var pkcs8 = keys.getPrivate().getEncoded();
    // The older form is what stands in the newer one behind 26 bytes.
    var pkcs1 = java.util.Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    assertEquals(
        SuperOfficeKey.sign(pem("PRIVATE KEY", pkcs8), "x"),
        SuperOfficeKey.sign(pem("RSA PRIVATE KEY", pkcs1), "x"));
  }

  private static String pem(String name, byte[] der) {
    return "-----BEGIN "
        + name
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + name
        + "-----";
  }

  /** One pair for all: making one takes long. */
  private static synchronized KeyPair keys() throws Exception {
    if (made == null) {
      made = generate();
    }
    return made;
  }

  private static KeyPair generate() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }
}
