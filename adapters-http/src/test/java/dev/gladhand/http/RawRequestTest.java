package dev.gladhand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client library would send. */
class RawRequestTest {
  private static final String HEAD =
      " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer t\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.with(Map.of("echo", true), new TokenOf("echo:read", "echo:write"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String send(String bytes) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String statusOf(String answer) {
    return answer.split(" ", 3)[1];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v2/%",
        "GET /v2/%zz/x",
        "GET /v2/echo?%",
        "GET /v2/<x>",
        "GET /v2/a\\b",
        "GET http://[::1",
        "GET /v2/a|b",
        "GET //",
        "GET *",
        "GET /v2/echo/\u00ff",
      })
  void strangeTargetsAreRefusedInTheShapeOfTheContract(String line) throws IOException {
    var answer = send(line + HEAD + "\r\n");
    assertTrue(statusOf(answer).matches("40[0145]"), answer);
    assertTrue(answer.contains("\"code\":4"), answer);
    assertTrue(answer.toLowerCase(java.util.Locale.ROOT).contains("x-request-id: "), answer);
    assertFalse(answer.contains("xception"), answer);
    assertFalse(answer.contains("llegal"), answer);
  }

  @Test
  void aLongLineOrHeaderIsRefused() throws IOException {
    assertTrue(
        statusOf(send("GET /v2/echo?a=" + "b".repeat(40_000) + HEAD + "\r\n")).matches("4\\d\\d"));
    assertTrue(
        statusOf(send("GET /v2/echo" + HEAD + "A: " + "b".repeat(40_000) + "\r\n\r\n"))
            .matches("4\\d\\d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1\r\n",
        "Content-Length: x\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Transfer-Encoding: nonsense\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
      })
  void strangeLengthsNeverBringAnInnerError(String header) throws IOException {
    var answer = send("POST /v2/echo" + HEAD + JSON + header + "\r\n{}");
    assertTrue(answer.isEmpty() || statusOf(answer).startsWith("4"), answer);
  }

  @Test
  void aHugeAnnouncedBodyIsRefusedBeforeItComes() throws IOException {
    var answer = send("POST /v2/echo" + HEAD + JSON + "Content-Length: 9000000000\r\n\r\n");
    assertEquals("413", statusOf(answer));
  }

  @Test
  void aClientThatAsksFirstGetsContinueOrTheRefusal() throws IOException {
    var answer =
        send("POST /v2/echo" + HEAD + JSON + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}");
    assertTrue(answer.contains(" 200 "), answer);
    var refused =
        send(
            "POST /v2/echo"
                + HEAD
                + JSON
                + "Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
    assertTrue(refused.contains("413"), refused);
  }

  @Test
  void aBodyInManyChunksIsOneBody() throws IOException {
    var answer =
        send(
            "POST /v2/echo"
                + HEAD
                + JSON
                + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n4\r\n\"a\":\r\n3\r\n\"b\"\r\n1\r\n}\r\n0\r\n\r\n");
    assertTrue(answer.endsWith("{\"a\":\"b\"}"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense, chunked", "gzip, chunked", "snappy, chunked", "gzip", "chunked, br"})
  void aBodyIsTransferredInChunksOrAsItIs(String coding) throws IOException {
    var answer =
        send(
            "POST /v2/echo"
                + HEAD
                + JSON
                + "Transfer-Encoding: "
                + coding
                + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    assertEquals("400", statusOf(answer), answer);
    assertTrue(answer.contains("\"code\":400"), answer);
  }

  @Test
  void aHeadIsAnsweredWithoutABody() throws IOException {
    var answer = send("HEAD /v2/echo" + HEAD + "\r\n");
    assertEquals("200", statusOf(answer));
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
    var missing = send("HEAD /v2/none" + HEAD + "\r\n");
    assertEquals("404", statusOf(missing));
    assertTrue(missing.endsWith("\r\n\r\n"), missing);
  }

  @Test
  void requestsInOneBreathAreAnsweredInOrder() throws IOException {
    var one = "GET /v2/echo?size=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\n\r\n";
    var answer =
        send(one + one.replace("size=1", "size=2") + "GET /v2/echo?size=3" + HEAD + "\r\n");
    var first = answer.indexOf("\"size\":1");
    var second = answer.indexOf("\"size\":2");
    assertTrue(first > 0 && first < second && second < answer.indexOf("\"size\":3"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/echo", "/docs", "/none", "/openapi.yaml"})
  void aHostIsNamedOnce(String path) throws IOException {
    var rest = "Connection: close\r\nAuthorization: Bearer t\r\n\r\n";
    for (var hosts : List.of("", "Host: x\r\nHost: y\r\n", "Host: x\r\nHost: x\r\n")) {
      var answer = send("GET " + path + " HTTP/1.1\r\n" + hosts + rest);
      assertEquals("400", statusOf(answer), answer);
      assertTrue(answer.contains("\"code\":400"), answer);
    }
    var old = send("GET " + path + " HTTP/1.0\r\n" + rest);
    assertEquals(path.equals("/none") ? "404" : "200", statusOf(old), old);
  }

  @Test
  void whoGoesAwayInMidUploadIsNoErrorOfOurs() throws IOException {
    for (var body :
        List.of("Content-Length: 100\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{")) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket
            .getOutputStream()
            .write(("POST /v2/echo" + HEAD + JSON + body).getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        socket.setSoLinger(true, 0);
      }
    }
    var metrics = "";
    for (var end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end; ) {
      metrics = send("GET /prometheus HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      if (metrics.lines().anyMatch(l -> l.matches(".*_count.*POST.*status=\"4.*"))) {
        break;
      }
    }
    assertFalse(metrics.contains("status=\"500\""), metrics);
  }
}
