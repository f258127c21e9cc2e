package dev.gladhand.tsp.superoffice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.testkit.tsp.RenewerContract;
import dev.gladhand.tsp.kit.call.TspJson;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuperOfficeRenewerTest extends RenewerContract {
  private static KeyPair made;
  private final AdapterBench so = SuperOffice.bench();

  @Override
  protected TspAdapterFactory factory() {
    return new SuperOfficeAdapterFactory();
  }

  @Override
  protected String settings() {
    return "{\"customer_id\":\"Cust1\",\"environment\":\"sod\"}";
  }

  @Override
  protected String credentials() throws Exception {
    var pem =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getEncoder().encodeToString(keys().getPrivate().getEncoded())
            + "\\n-----END PRIVATE KEY-----\\n";
    return "{\"scheme\":\"system_user\",\"system_user_token\":\"App-canary-sys\","
        + "\"app_token\":\"canary-app-01\",\"private_key\":\""
        + pem
        + "\"}";
  }

  @Override
  protected String call() {
    return "POST https://sod.superoffice.com/Login/api/PartnerSystemUser/Authenticate";
  }

  @Override
  protected String good() {
    return answer("{\"" + SuperOfficeSignIn.TICKET_CLAIM + "\":\"7T:new\"}");
  }

  private static String answer(String claims) {
    return "{\"IsSuccessful\":true,\"Token\":\"e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln\"}";
  }

  @Override
  protected Set<String> renewed() {
    return Set.of("ticket");
  }

  @Override
  protected Refusal refusal(String words) {
    return new Refusal(200, "{\"IsSuccessful\":false,\"ErrorMessage\":\"" + words + "\"}");
  }

  @Override
  protected List<String> empty() {
    return List.of(answer("{}"), "{\"IsSuccessful\":true,\"Token\":\"x\"}");
  }

  @Test
  void getsASystemUserATicket() throws Exception {
    KeyPair keys = keys();
    so.settings = so.settings(settings());
    so.credentials = so.credentials(credentials());
    var renewer = so.adapter.renewer().orElseThrow();
    assertTrue(renewer.renewable(so.credentials));
    assertTrue(renewer.expired(so.credentials, AdapterBench.NOW));
    so.calls.reply(200, good());

    var renewed =
        assertInstanceOf(Renewal.Renewed.class, renewer.renew(so.access(), AdapterBench.NOW));

    assertEquals("7T:new", renewed.credentials().get(SuperOfficeCredentials.TICKET));
    assertFalse(renewer.expired(renewed.credentials(), AdapterBench.NOW));
    assertEquals(
        List.of("POST https://sod.superoffice.com/Login/api/PartnerSystemUser/Authenticate"),
        so.calls.lines());
    var body = TspJson.read(so.calls.body(0).getBytes(StandardCharsets.UTF_8));
    assertEquals("canary-app-01", TspJson.string(body, "ApplicationToken"));
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
