package dev.gladhand.outbound;

import static dev.gladhand.outbound.ClientFixture.PATIENT;
import static dev.gladhand.outbound.ClientFixture.client;
import static dev.gladhand.outbound.ClientFixture.failed;
import static dev.gladhand.outbound.ClientFixture.post;
import static dev.gladhand.outbound.ClientFixture.replied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundClientTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void sendsExactlyWhatWasAskedAndNothingElse() throws Exception {
    try (var server = RawServer.answering(OK);
        var client = client(server)) {
      var reply = replied(client.exchange(post(server, PATIENT)));
      assertEquals(200, reply.status());
      assertEquals("ok", reply.body().text());
      assertFalse(reply.truncated());
      assertEquals(server.port(), reply.remote().getPort());
      assertEquals(
          String.join(
              "\r\n",
              "POST /v1/messages?token=QUERYSECRET HTTP/1.1",
              "Host: " + server.hostAndPort(),
              "Authorization: Bearer HEADERSECRET",
              "Content-Type: application/json",
              "User-Agent: Gladhand",
              "Content-Length: 21",
              "",
              "{\"text\":\"BODYSECRET\"}"),
          server.requests.take());
    }
  }

  @Test
  void keepsHeadersByLowerCaseNameWithAllValues() throws Exception {
    try (var server =
            RawServer.answering(
                String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "X-A: 1",
                    "x-a:2",
                    "Folded: one",
                    "  two",
                    "Set-Cookie: c=1",
                    "content-LENGTH: 0",
                    "",
                    ""));
        var client = client(server)) {
      var headers = replied(client.exchange(post(server, PATIENT))).headers();
      assertEquals(List.of("1", "2"), headers.all("X-A"));
      assertEquals("one two", headers.first("folded").orElseThrow());
      replied(client.exchange(post(server, PATIENT)));
      server.requests.take();
      assertFalse(server.requests.take().contains("Cookie"));
    }
  }

  @Test
  void usesOneConnectionForExchangesInTurn() throws Exception {
    try (var server = RawServer.answering(OK);
        var client = client(server)) {
      for (int i = 0; i < 20; i++) {
        replied(client.exchange(post(server, PATIENT)));
      }
      assertEquals(1, server.connections());
      assertEquals(1, client.idleConnections());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'",
    "'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n'",
    "'HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n'",
    "'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n'",
    "'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'",
  })
  void doesNotUseAConnectionAgainThatMayNotOrShouldNotBe(String reply) throws Exception {
    try (var server = RawServer.answering(reply);
        var client = client(server)) {
      replied(client.exchange(post(server, PATIENT)));
      replied(client.exchange(post(server, PATIENT)));
      assertEquals(2, server.connections());
    }
  }

  @Test
  void neverFollowsARedirect() throws Exception {
    try (var server =
            RawServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");
        var client = client(server)) {
      var reply = replied(client.exchange(post(server, PATIENT)));
      assertEquals(302, reply.status());
      assertEquals("http://169.254.169.254/", reply.headers().first("location").orElseThrow());
      assertEquals(1, server.requests.size());
    }
  }

  @Test
  void passesOverInterimReplies() throws Exception {
    try (var server =
            RawServer.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK);
        var client = client(server)) {
      assertEquals("ok", replied(client.exchange(post(server, PATIENT))).body().text());
      assertFalse(server.requests.take().contains("Expect"));
    }
  }

  @Test
  void readsChunkedBodies() throws Exception {
    try (var server =
            RawServer.answering(
                String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Transfer-Encoding: chunked",
                    "",
                    "3;x=y",
                    "abc",
                    "A",
                    "0123456789",
                    "0",
                    "Trailer: x",
                    "",
                    ""));
        var client = client(server)) {
      assertEquals("abc0123456789", replied(client.exchange(post(server, PATIENT))).body().text());
      replied(client.exchange(post(server, PATIENT)));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void readsBodiesThatEndWithTheConnection() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send("HTTP/1.1 200 OK\r\n\r\nall of it");
                });
        var client = client(server)) {
      assertEquals("all of it", replied(client.exchange(post(server, PATIENT))).body().text());
    }
  }

  @ParameterizedTest
  @CsvSource({"HEAD, 200, 1", "GET, 204, 2", "GET, 304, 1"})
  void expectsNoBodyWhereThereIsNone(String method, int status, int connections) throws Exception {
    try (var server =
            RawServer.answering("HTTP/1.1 " + status + " x\r\nContent-Length: 5\r\n\r\n");
        var client = client(server)) {
      var request = OutboundRequest.builder(method, server.uri(""), PATIENT).build();
      assertEquals(0, replied(client.exchange(request)).body().bytes().length);
      assertEquals(status, replied(client.exchange(request)).status());
      // A 204 that speaks of a body may send one: its connection is not used again.
      assertEquals(connections, server.connections());
      assertTrue(server.requests.take().startsWith(method + " / HTTP/1.1\r\n"));
    }
  }

  @Test
  void decompressesWhatThePeerCompressed() throws Exception {
    var text = "to be read ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    for (var coding : List.of("gzip", "x-gzip", "deflate", "raw deflate")) {
      var name = coding.equals("raw deflate") ? "deflate" : coding;
      try (var server = RawServer.answering(compressed(coding, name, text));
          var client = client(server)) {
        var reply = replied(client.exchange(post(server, PATIENT)));
        assertEquals(text.length, reply.body().bytes().length, coding);
      }
    }
  }

  private static byte[] compressed(String coding, String name, byte[] text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out =
        switch (coding) {
          case "deflate" -> new DeflaterOutputStream(packed);
          case "raw deflate" -> new DeflaterOutputStream(packed, new Deflater(9, true));
          default -> new GZIPOutputStream(packed);
        }) {
      out.write(text);
    }
    var reply = new ByteArrayOutputStream();
    reply.writeBytes(
        ("HTTP/1.1 200 OK\r\nContent-Encoding: "
                + name
                + "\r\nContent-Length: "
                + packed.size()
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    reply.writeBytes(packed.toByteArray());
    return reply.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, 'HEADERSECRET\nX: y'",
    "Authorization, 'HEADERSECRET\r'",
    "Authorization, HEADERSECRETé",
    "'Auth HEADERSECRET', x",
    "'', x",
    "Host, SECRET",
    "Content-Length, 5",
    "Transfer-Encoding, chunked",
    "Expect, 100-continue",
  })
  void refusesHeadersThatCannotBeSent(String name, String value) throws Exception {
    try (var server = RawServer.answering(OK);
        var client = client(server)) {
      var request =
          OutboundRequest.builder("POST", server.uri("/"), PATIENT).header(name, value).build();
      failed(FailureKind.INVALID_REQUEST, false, client.exchange(request));
      assertEquals(0, server.connections());
    }
  }

  @ParameterizedTest
  @CsvSource({"CONNECT", "TRACE", "'GET /x HTTP/1.1\r\nX:'", "''"})
  void refusesMethodsThatCannotBeSent(String method) throws Exception {
    try (var server = RawServer.answering(OK);
        var client = client(server)) {
      var request = OutboundRequest.builder(method, server.uri("/"), PATIENT).build();
      failed(FailureKind.INVALID_REQUEST, false, client.exchange(request));
    }
  }

  @Test
  void refusesTargetsThatArePrivate() {
    try (var client =
        new OutboundClient(
            new TargetPolicy(new AllowedTargets(Set.of())), OutboundSettings.defaults())) {
      for (var url : List.of("https://127.0.0.1/", "http://example.com/", "https://2130706433/")) {
        var request = OutboundRequest.builder("GET", URI.create(url), PATIENT).build();
        failed(FailureKind.BLOCKED_TARGET, false, client.exchange(request));
      }
    }
  }

  @Test
  void showsNoSecretInItsTextForms() throws Exception {
    try (var server = RawServer.answering(OK);
        var client = client(server)) {
      var request = post(server, PATIENT);
      assertFalse((request + " " + request.headers()).contains("SECRET"));
      assertFalse(client.exchange(request).toString().contains("ok,"));
    }
  }
}
