package dev.gladhand.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gladhand.client.WebhookReceiver.NotAuthentic;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Only what the node has signed is handled, each event by the handler of its name. */
class WebhookReceiverTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_162_200);
  private static final String SECRET =
      "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes(UTF_8));

  private final List<String> handled = new ArrayList<>();

  private WebhookReceiver receiver(String key) {
    return new WebhookReceiver(key, InstantSource.fixed(NOW))
        .on("resource_operation.succeeded", event -> handled.add("operation " + event.getSequence()))
        .otherwise(event -> handled.add("other " + event.getEventName()));
  }

  private static byte[] body(String name) {
    return ("{\"version\":\"1.0\",\"id\":\"01940000-0000-7000-8000-000000000001\",\"event_name\":\""
            + name
            + "\",\"sequence\":7,\"timestamp\":\"2026-01-01T00:00:00Z\",\"data\":[],\"new\":1}")
        .getBytes(UTF_8);
  }

  private static Map<String, String> signed(byte[] body, Instant at) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("0123456789abcdef01234567".getBytes(UTF_8), "HmacSHA256"));
    mac.update(("e." + at.getEpochSecond() + ".").getBytes(UTF_8));
    var headers = new HashMap<String, String>();
    headers.put("webhook-id", "e");
    headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
    headers.put(
        "webhook-signature", "v1,AAAA v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
    return headers;
  }

  @Test
  void givesAnEventToTheHandlerOfItsName() throws Exception {
    for (var name : List.of("resource_operation.succeeded", "fleet.merged")) {
      receiver(SECRET).receive(signed(body(name), NOW)::get, body(name));
    }
    assertEquals(List.of("operation 7", "other fleet.merged"), handled);
  }

  @Test
  void refusesWhatIsForgedOldOrWithoutASignature() throws Exception {
    var body = body("resource_operation.succeeded");
    var old = signed(body, NOW.minusSeconds(301));
    assertThrows(NotAuthentic.class, () -> receiver(SECRET).receive(old::get, body));
    assertThrows(NotAuthentic.class, () -> receiver(SECRET).receive(name -> null, body));
    var headers = signed(body, NOW);
    assertThrows(NotAuthentic.class, () -> receiver(SECRET).receive(headers::get, body("x")));
    assertThrows(
        NotAuthentic.class, () -> receiver("another secret").receive(headers::get, body));
    headers.put("webhook-signature", "v1,?? none");
    assertThrows(NotAuthentic.class, () -> receiver(SECRET).receive(headers::get, body));
    assertEquals(List.of(), handled);
  }

  @Test
  void answersTheJdksServer() throws Exception {
    var failing =
        new WebhookReceiver(SECRET, InstantSource.fixed(NOW))
            .on("fails", event -> { throw new IllegalStateException("by the test"); });
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/right", receiver(SECRET));
    server.createContext("/fails", failing);
    server.start();
    try {
      var at = "http://127.0.0.1:" + server.getAddress().getPort();
      var body = body("resource_operation.succeeded");
      var headers = signed(body, NOW);
      assertEquals(204, post(at + "/right", headers, body));
      assertEquals(401, post(at + "/right", headers, body("forged")));
      assertEquals(500, post(at + "/fails", signed(body("fails"), NOW), body("fails")));
    } finally {
      server.stop(0);
    }
    assertEquals(List.of("operation 7"), handled);
  }

  private static int post(String url, Map<String, String> headers, byte[] body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void checksWithAPublicKey() throws Exception {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var encoded = pair.getPublic().getEncoded();
    var key =
        "whpk_"
            + Base64.getEncoder()
                .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    var body = body("resource_operation.succeeded");
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(("e." + NOW.getEpochSecond() + ".").getBytes(UTF_8));
    signature.update(body);
    var headers = signed(body, NOW);
    assertThrows(NotAuthentic.class, () -> receiver(key).receive(headers::get, body));
    headers.put(
        "webhook-signature", "v1a," + Base64.getEncoder().encodeToString(signature.sign()));
    receiver(key).receive(headers::get, body);
    assertEquals(List.of("operation 7"), handled);
  }
}
