package dev.gladhand.sandbox;

import static dev.gladhand.sandbox.Caller.ANA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProtocolTest extends SandboxTest {
  private static final String BODY = Caller.message("raw", ANA);
  private static final String HEAD =
      "POST /v1/fleet/messages HTTP/1.1\r\nHost: sandbox\r\n"
          + "Authorization: Bearer samsara-sandbox-token\r\nContent-Type: application/json\r\n";

  @Test
  void serves2RequestsOfOneConnection() throws Exception {
    String one = HEAD + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    String last =
        HEAD + "Connection: close\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    String answers = raw(one + last);
    assertEquals(3, answers.split("HTTP/1.1 200 OK", -1).length);
    assertEquals(2, applied("samsara").size());
  }

  @Test
  void readsChunkedBodiesWithExtensionsAndTrailers() throws Exception {
    String half = BODY.substring(0, 10);
    String rest = BODY.substring(10);
    String answer =
        raw(
            HEAD
                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(half.length())
                + ";ext=1\r\n"
                + half
                + "\r\n"
                + Integer.toHexString(rest.length())
                + "\r\n"
                + rest
                + "\r\n0\r\nTrailer: x\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
  }

  @Test
  void answersContinueBeforeTheBody() throws Exception {
    String answer =
        raw(
            HEAD
                + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: "
                + BODY.length()
                + "\r\n\r\n"
                + BODY);
    assertTrue(answer.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"), answer);
  }

  @Test
  void refusesWhatIsNotHttp() throws Exception {
    assertTrue(raw("GARBAGE\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(raw("GET / HTTP/2.0\r\n\r\n").startsWith("HTTP/1.1 505 "));
    assertTrue(
        raw(HEAD + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n").startsWith("HTTP/1.1 400"));
    assertTrue(raw(HEAD + "Content-Length: -1\r\n\r\n").startsWith("HTTP/1.1 400 "));
  }

  @Test
  void refusesABodyThatIsTooLargeWithoutReadingIt() throws Exception {
    String answer = raw(HEAD + "Content-Length: 99999999999\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
  }

  @Test
  void anEndlessRequestEndsAtTheLimit() throws Exception {
    try (var socket = connect()) {
      var out = socket.getOutputStream();
      out.write((HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] chunk =
          ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      long sent = 0;
      try {
        while (sent < 1L << 30) {
          out.write(chunk);
          sent += chunk.length;
        }
      } catch (IOException e) {
        assertTrue(sent < 64 << 20, "stopped after " + sent);
      }
      assertTrue(sent < 1L << 30, "was never stopped");
    }
  }

  private Socket connect() throws IOException {
    URI uri = URI.create(server.samsaraUrl());
    var socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private String raw(String request) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
