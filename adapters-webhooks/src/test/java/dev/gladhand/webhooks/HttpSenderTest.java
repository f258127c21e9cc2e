package dev.gladhand.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.standardwebhooks.Webhook;
import dev.gladhand.application.delivery.Sender.Outgoing;
import dev.gladhand.application.delivery.Sender.Receipt;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.application.webhook.WebhookKey;
import dev.gladhand.application.webhook.WebhookKeyPair;
import dev.gladhand.application.webhook.WebhookSecret;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundResult;
import dev.gladhand.outbound.OutboundSettings;
import dev.gladhand.outbound.ReplyBody;
import dev.gladhand.outbound.ReplyHeaders;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what a receiver can do to it. */
final class HttpSenderTest {
  private static final WebhookSecret OLD =
      new WebhookSecret("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
  private static final WebhookSecret NEW =
      new WebhookSecret("whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=");
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private static Outgoing outgoing(String url, String body, WebhookKey... secrets) {
    return new Outgoing(
        URI.create(url),
        List.of(secrets),
        PartnerId.of("01940000-0000-7000-8000-0000000000bb"),
        new WebhookId(UUID.fromString("01940000-0000-7000-8000-0000000000aa")),
        new EventId(UUID.fromString("01940000-0000-7000-8000-000000000001")),
        "resource_operation.created",
        2,
        Instant.now(),
        body,
        null);
  }

  private static Receipt send(SocketReceiver receiver, String body, WebhookKey... secrets) {
    var allowed = new AllowedTargets(Set.of("127.0.0.1:" + receiver.port()));
    try (var client = new OutboundClient(new TargetPolicy(allowed), OutboundSettings.defaults())) {
      return new HttpSender(client, TIMEOUT, "1.2")
          .send(outgoing("http://127.0.0.1:" + receiver.port() + "/hook?a=b", body, secrets));
    }
  }

  @Test
  void aLibraryThatIsNotOursVerifiesBothSignaturesOfARotation() throws Exception {
    try (var receiver = SocketReceiver.answering(OK)) {
      var body = "{\"text\":\"für 🚚\"}";
      assertTrue(send(receiver, body, NEW, OLD).success());
      var headers = new HashMap<String, List<String>>();
      receiver.headers().forEach((name, value) -> headers.put(name, List.of(value)));
      for (var secret : List.of(OLD, NEW)) {
        new Webhook(secret.reveal())
            .verify(receiver.body(), java.net.http.HttpHeaders.of(headers, (_, _) -> true));
      }
    }
  }

  @Test
  void aLibraryThatIsNotOursVerifiesBothKeysOfARotation() throws Exception {
    var old = WebhookKeyPair.make(new SecureRandom());
    var next = WebhookKeyPair.of(WebhookKeyPair.make(new SecureRandom()).reveal());
    try (var receiver = SocketReceiver.answering(OK)) {
      var body = "{\"text\":\"für 🚚\"}";
      assertTrue(send(receiver, body, next, old, NEW).success());
      var headers = receiver.headers();
      var signed = headers.get("webhook-id") + "." + headers.get("webhook-timestamp") + "." + body;
      var signatures = headers.get("webhook-signature").split(" ");
      assertEquals(3, signatures.length);
      assertTrue(verifies(next.publicKey(), signed, signatures[0]));
      assertTrue(verifies(old.publicKey(), signed, signatures[1]));
      assertFalse(verifies(old.publicKey(), signed, signatures[0]));
      assertFalse(verifies(next.publicKey(), signed + " ", signatures[0]));
      assertTrue(signatures[2].startsWith("v1,"));
    }
  }

  private static boolean verifies(String publicKey, String signed, String signature) {
    assertTrue(publicKey.startsWith("whpk_") && signature.startsWith("v1a,"), publicKey);
    var bytes = signed.getBytes(StandardCharsets.UTF_8);
    var verifier = new Ed25519Signer();
    verifier.init(
        false, new Ed25519PublicKeyParameters(Base64.getDecoder().decode(publicKey.substring(5))));
    verifier.update(bytes, 0, bytes.length);
    return verifier.verifySignature(Base64.getDecoder().decode(signature.substring(4)));
  }

  @Test
  void aKeyPairShowsItselfInNoText() {
    var pair = WebhookKeyPair.make(new SecureRandom());
    assertEquals("*****", pair.toString());
    assertEquals(pair, WebhookKeyPair.of(pair.reveal()));
    assertThrows(IllegalArgumentException.class, () -> WebhookKeyPair.of("AAAA"));
  }

  @Test
  void sendsTheHeadersOfTheContract() throws Exception {
    try (var receiver = SocketReceiver.answering(OK)) {
      send(receiver, "{}", OLD);
      var headers = receiver.headers();
      assertEquals("POST /hook?a=b HTTP/1.1", receiver.requestLine());
      assertEquals("01940000-0000-7000-8000-000000000001", headers.get("webhook-id"));
      assertEquals("resource_operation.created", headers.get("x-event-type"));
      assertEquals("01940000-0000-7000-8000-0000000000aa", headers.get("x-webhook-id"));
      assertEquals("2", headers.get("x-delivery-attempt"));
      assertEquals("Gladhand-Webhook/1.2", headers.get("user-agent"));
      assertEquals("application/json", headers.get("content-type"));
    }
  }

  @Test
  void tellsWhatAFailingPublicReceiverSaidCutAndAsText() {
    var receipt = HttpSender.receipt(answered("93.184.216.34"), Instant.now());
    assertEquals(500, receipt.status());
    assertEquals(2_048, String.valueOf(receipt.error()).length());
    assertTrue(String.valueOf(receipt.error()).startsWith("answered 500: no good xxx"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "fd00::1"})
  void tellsNothingOfWhatAnInnerReceiverSaid(String address) {
    assertEquals("answered 500", HttpSender.receipt(answered(address), Instant.now()).error());
  }

  private static OutboundResult.Replied answered(String address) {
    var said = "no\0good " + "x".repeat(5_000);
    return new OutboundResult.Replied(
        500,
        ReplyHeaders.none(),
        ReplyBody.of(said.getBytes(StandardCharsets.UTF_8)),
        false,
        Duration.ofMillis(1),
        new InetSocketAddress(InetAddress.ofLiteral(address), 443));
  }

  @ParameterizedTest
  @MethodSource("answersOfWhichOnlyTheStatusCanBeRead")
  void aStatusThatWasReadCounts(String rest) throws Exception {
    for (var status : List.of(200, 204, 500)) {
      try (var receiver = SocketReceiver.answering("HTTP/1.1 " + status + " x\r\n" + rest)) {
        var receipt = send(receiver, "{}", OLD);
        assertEquals(status, receipt.status());
        assertEquals(status < 300, receipt.success(), receipt::toString);
      }
    }
  }

  static List<String> answersOfWhichOnlyTheStatusCanBeRead() {
    return List.of(
        "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
        "Content-Encoding: deflate\r\nContent-Length: 5\r\n\r\nplain",
        "X: y\r\n".repeat(120) + "Content-Length: 0\r\n\r\n",
        "Set-Cookie: c=" + "x".repeat(40_000) + "\r\nContent-Length: 0\r\n\r\n",
        ("Set-Cookie: c=" + "x".repeat(4_000) + "\r\n").repeat(12) + "Content-Length: 0\r\n\r\n",
        "Content-Length: 10\r\n\r\nabc",
        "Content-Length: abc\r\n\r\nabc",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "Transfer-Encoding: gzip\r\n\r\nabc",
        "no header\r\n\r\n",
        "");
  }

  @Test
  void readsHowLongAReceiverWantsToBeLeftAlone() throws Exception {
    try (var receiver =
        SocketReceiver.answering(
            "HTTP/1.1 429 Busy\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n")) {
      var receipt = send(receiver, "{}", OLD);
      assertEquals(429, receipt.status());
      assertEquals(Duration.ofSeconds(3), receipt.retryAfter());
    }
  }

  @Test
  void doesNotFollowARedirect() throws Exception {
    try (var receiver =
        SocketReceiver.answering(
            "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")) {
      var receipt = send(receiver, "{}", OLD);
      assertEquals(302, receipt.status());
      assertFalse(receipt.success());
      assertEquals(1, receiver.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
      })
  void aReceiverThatStallsIsGivenUpInTime(String begin) throws Exception {
    try (var receiver = SocketReceiver.stalling(begin)) {
      var receipt = send(receiver, "{}", OLD);
      assertEquals(begin.contains("\r\n"), receipt.success());
      assertTrue(receipt.took().compareTo(TIMEOUT.multipliedBy(6)) < 0, receipt::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nX-Slow: ",
        "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
      })
  void aReceiverThatDribblesIsGivenUpInTime(String begin) throws Exception {
    try (var receiver = SocketReceiver.dribbling(begin)) {
      var receipt = send(receiver, "{}", OLD);
      assertTrue(receipt.success());
      assertTrue(receipt.took().compareTo(TIMEOUT.multipliedBy(6)) < 0, receipt::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 O", "HTTP/1.1 102 Wait\r\n\r\n", "SSH-2.0\r\n"})
  void aReceiverThatResetsBeforeItsStatusHasNotTakenTheEvent(String begin) throws Exception {
    try (var receiver = SocketReceiver.resetting(begin)) {
      assertFalse(send(receiver, "{}", OLD).success());
    }
  }

  @Test
  void anEndlessAnswerIsCut() throws Exception {
    try (var receiver = SocketReceiver.endless("HTTP/1.1 200 OK\r\n\r\n")) {
      var receipt = send(receiver, "{}", OLD);
      assertEquals(200, receipt.status());
    }
  }

  @Test
  void aNameThatLaterMeansLoopbackNeverGetsAConnection() throws Exception {
    try (var receiver = SocketReceiver.answering(OK)) {
      var policy = new TargetPolicy(new AllowedTargets(Set.of()));
      var url = "https://receiver.example:" + receiver.port() + "/";
      assertTrue(new OutboundUrlRule(policy).objection(url).isEmpty());
      var lookups = new AtomicInteger();
      try (var client =
          new OutboundClient(
              policy,
              OutboundSettings.defaults(),
              _ -> {
                lookups.incrementAndGet();
                return List.of(InetAddress.getLoopbackAddress());
              })) {
        var receipt = new HttpSender(client, TIMEOUT, "1").send(outgoing(url, "{}", OLD));
        assertFalse(receipt.success());
        assertNull(receipt.status());
      }
      assertEquals(1, lookups.get());
      assertEquals(0, receiver.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://0x7f000001/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/",
        "http://example.com/",
      })
  void anInnerAddressIsRefusedInEverySpelling(String url) {
    var rule = new OutboundUrlRule(new TargetPolicy(new AllowedTargets(Set.of())));
    assertTrue(rule.objection(url).isPresent(), url);
  }

  @Test
  void aReceiverThatIsNotThereIsAFailure() throws IOException {
    int port;
    try (var receiver = SocketReceiver.answering(OK)) {
      port = receiver.port();
    }
    var allowed = new AllowedTargets(Set.of("127.0.0.1:" + port));
    try (var client = new OutboundClient(new TargetPolicy(allowed), OutboundSettings.defaults())) {
      var receipt =
          new HttpSender(client, TIMEOUT, "1")
              .send(outgoing("http://127.0.0.1:" + port + "/", "{}", OLD));
      assertFalse(receipt.success());
    }
  }
}
