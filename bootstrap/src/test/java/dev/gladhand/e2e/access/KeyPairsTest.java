package dev.gladhand.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Deliveries that are verified with a public key, by a library that is not ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class KeyPairsTest {
  private static final String EDWARDS = "\"ed25519\"";

  @Parameter private Stores.Kind kind;
  private World world;
  private Partner partner;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    partner = Partner.of(world.node(), "Verifying Inc");
  }

  private JsonNode made(Inbox.Box box) {
    var body = Json.with(Hook.body(box, "webhook.*"), "signature", EDWARDS);
    return partner.send("POST", Hook.PATH, body).expect(201).json();
  }

  private Hook hook(JsonNode made) {
    return new Hook(partner, made.get("id").asText(), "");
  }

  private static boolean fits(String publicKey, Inbox.Delivery delivery, String signature) {
    assertTrue(signature.startsWith("v1a,"), signature);
    var signed =
        (delivery.header("webhook-id")
                + "."
                + delivery.header("webhook-timestamp")
                + "."
                + delivery.body())
            .getBytes(StandardCharsets.UTF_8);
    var verifier = new Ed25519Signer();
    verifier.init(
        false, new Ed25519PublicKeyParameters(Base64.getDecoder().decode(publicKey.substring(5))));
    verifier.update(signed, 0, signed.length);
    return verifier.verifySignature(Base64.getDecoder().decode(signature.substring(4)));
  }

  private static String[] signatures(Inbox.Delivery delivery) {
    return delivery.header("webhook-signature").split(" ");
  }

  @Test
  void everyAnswerHasThePublicKeyAndNoneTheOther() {
    var box = Inbox.SHARED.box();
    var made = made(box);
    var key = made.get("public_key").asText();
    assertTrue(key.matches("whpk_[A-Za-z0-9+/]{43}="), key);
    assertEquals("ed25519", made.get("signature").asText());
    assertTrue(made.get("secret").isNull(), made::toString);
    var hook = hook(made);
    for (var shown :
        List.of(
            hook.shown(),
            hook.post("pause").expect(200).json(),
            hook.post("activate").expect(200).json(),
            hook.patch("{\"event_name\":\"connection.*\"}").expect(200).json(),
            listed(hook.id()))) {
      assertEquals(key, shown.get("public_key").asText(), shown::toString);
      assertFalse(shown.has("secret"), shown::toString);
    }
    var other = Hook.of(partner, Inbox.SHARED.box(), "webhook.*").shown();
    assertEquals("hmac", other.get("signature").asText());
    assertTrue(other.get("public_key").isNull(), other::toString);
  }

  private JsonNode listed(String id) {
    for (var item : partner.get(Hook.PATH + "?size=1000").expect(200).json().get("items")) {
      if (item.get("id").asText().equals(id)) {
        return item;
      }
    }
    throw new AssertionError("not listed: " + id);
  }

  @Test
  void aRotationSignsWithBothKeys() {
    var box = Inbox.SHARED.box();
    var made = made(box);
    var hook = hook(made);
    var first = made.get("public_key").asText();
    hook.post("test").expect(202);
    assertTrue(fits(first, box.first(1).getFirst(), signatures(box.first(1).getFirst())[0]));
    var rotated = hook.post("rotate-secret").expect(200).json();
    var members = new TreeSet<String>();
    rotated.fieldNames().forEachRemaining(members::add);
    assertEquals(List.of("previous_secret_valid_until", "public_key"), List.copyOf(members));
    var next = rotated.get("public_key").asText();
    assertNotEquals(first, next);
    assertEquals(next, hook.shown().get("public_key").asText());
    assertEquals(
        rotated.get("previous_secret_valid_until"),
        hook.shown().get("previous_secret_valid_until"));
    hook.post("test").expect(202);
    var delivery = box.first(2).getLast();
    assertEquals(2, signatures(delivery).length);
    assertTrue(fits(next, delivery, signatures(delivery)[0]));
    assertTrue(fits(first, delivery, signatures(delivery)[1]));
    assertFalse(fits(first, delivery, signatures(delivery)[0]));
  }

  @Test
  void aSubscriptionIsChangedOverAndBackWithoutAGap() throws GeneralSecurityException {
    var box = Inbox.SHARED.box();
    var hook = Hook.of(partner, box, "webhook.*");
    var changed = hook.patch("{\"signature\":\"ed25519\"}").expect(200).json();
    var key = changed.get("public_key").asText();
    hook.post("test").expect(202);
    var both = box.first(1).getFirst();
    assertTrue(fits(key, both, signatures(both)[0]));
    assertEquals(both.signature(hook.secret()), signatures(both)[1]);
    assertEquals(
        key,
        hook.patch("{\"signature\":\"ed25519\"}").expect(200).json().get("public_key").asText());
    assertEquals(List.of("secret required"), faults(hook.patch("{\"signature\":\"hmac\"}")));
    var own = "a secret of the partner's own";
    var back = hook.patch("{\"signature\":\"hmac\",\"secret\":\"" + own + "\"}").expect(200).json();
    assertEquals("hmac", back.get("signature").asText());
    assertTrue(back.get("public_key").isNull());
    hook.post("test").expect(202);
    var last = box.first(2).getLast();
    assertEquals(last.signature(own), signatures(last)[0]);
    assertTrue(fits(key, last, signatures(last)[1]));
  }

  @Test
  void aSecretGoesWithNoKeyPair() {
    var body = Json.with(Hook.body(Inbox.SHARED.box(), "webhook.*"), "signature", EDWARDS);
    var canary = "canary-secret-of-the-partner";
    var reply = partner.send("POST", Hook.PATH, Json.with(body, "secret", "\"" + canary + "\""));
    assertEquals(List.of("secret not_allowed"), faults(reply));
    assertFalse(reply.raw().body().contains(canary));
    var hook = hook(made(Inbox.SHARED.box()));
    assertEquals(
        List.of("secret not_allowed"), faults(hook.patch("{\"secret\":\"" + canary + "\"}")));
    assertEquals(List.of("signature enum"), faults(hook.patch("{\"signature\":\"rsa\"}")));
    assertEquals(List.of("signature null_not_allowed"), faults(hook.patch("{\"signature\":null}")));
  }

  private static List<String> faults(Http.Reply reply) {
    var faults = new ArrayList<String>();
    for (var fault : reply.expect(422).json().get("detail")) {
      faults.add(fault.get("path").asText() + " " + fault.get("error_type").asText());
    }
    return faults;
  }
}
