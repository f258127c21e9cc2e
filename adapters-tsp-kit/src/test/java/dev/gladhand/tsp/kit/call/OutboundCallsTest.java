package dev.gladhand.tsp.kit.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.tsp.TspCalls.Answer;
import dev.gladhand.domain.tsp.TspCalls.Call;
import dev.gladhand.domain.tsp.TspCalls.Kind;
import dev.gladhand.outbound.FailureKind;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundSettings;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundCallsTest {
  private final ServerSocket server;
  private final OutboundClient client;
  private final OutboundCalls calls;

  OutboundCallsTest() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    client =
        new OutboundClient(
            new TargetPolicy(new AllowedTargets(Set.of("127.0.0.1:" + server.getLocalPort()))),
            OutboundSettings.defaults());
    calls = new OutboundCalls(client, Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  private Answer exchange(int maxReply, Duration timeout) {
    return calls.exchange(
        new Call(
            "POST",
            "http://127.0.0.1:" + server.getLocalPort() + "/x",
            Map.of("Accept", "application/json"),
            "{}".getBytes(StandardCharsets.UTF_8),
            timeout,
            maxReply,
            true));
  }

  private Answer exchange() {
    return exchange(1000, Duration.ofSeconds(5));
  }

  /** Reads one request and then does what the script says. */
  private void serve(Script script) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (var socket = server.accept()) {
                var in = socket.getInputStream();
                var seen = new StringBuilder();
                while (!seen.toString().endsWith("\r\n\r\n{}")) {
                  var next = in.read();
                  if (next < 0) {
                    return;
                  }
                  seen.append((char) next);
                }
                script.run(socket);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private interface Script {
    void run(Socket socket) throws IOException;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void handsOverAWholeAnswer() {
    serve(
        socket ->
            send(
                socket,
                "HTTP/1.1 201 Created\r\nX-Request-ID: r1\r\nContent-Length: 4\r\n\r\nbody"));
    var replied = assertInstanceOf(Answer.Replied.class, exchange());
    assertEquals(201, replied.status());
    assertEquals("r1", replied.headers().get("x-request-id").getFirst());
    assertArrayEquals("body".getBytes(StandardCharsets.UTF_8), replied.body());
  }

  @Test
  void doesNotFollowARedirect() {
    serve(
        socket ->
            send(
                socket,
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"));
    assertEquals(302, assertInstanceOf(Answer.Replied.class, exchange()).status());
  }

  @Test
  void knowsTheStatusOfAnAnswerThatBrokeOff() {
    serve(socket -> send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{\"da"));
    var failed = assertInstanceOf(Answer.Failed.class, exchange());
    assertEquals(200, failed.status());
    assertTrue(failed.maybeSent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\nabc",
        "Content-Length: abc\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "no header\r\n\r\n",
        "X-Half",
        ""
      })
  void knowsTheStatusOfAnAnswerThatCannotBeRead(String rest) {
    for (int status : new int[] {201, 401, 429, 503}) {
      serve(socket -> send(socket, "HTTP/1.1 " + status + " x\r\n" + rest));
      var failed = assertInstanceOf(Answer.Failed.class, exchange());
      assertEquals(status, failed.status());
      assertTrue(failed.maybeSent());
    }
  }

  @Test
  void knowsTheStatusOfAnAnswerWhoseHeadIsTooLarge() {
    for (var rest :
        new String[] {"X: y\r\n".repeat(120), "Set-Cookie: " + "x".repeat(40_000) + "\r\n"}) {
      serve(socket -> send(socket, "HTTP/1.1 200 OK\r\n" + rest + "Content-Length: 0\r\n\r\n"));
      assertEquals(200, assertInstanceOf(Answer.Failed.class, exchange()).status());
    }
  }

  @Test
  void doesNotReadAnAnswerWithoutEnd() {
    serve(
        socket ->
            send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(2000)));
    var failed = assertInstanceOf(Answer.Failed.class, exchange());
    assertEquals(Kind.TOO_LARGE, failed.kind());
    assertEquals(200, failed.status());
  }

  @Test
  void doesNotKnowWhatAClosedConnectionMeans() {
    serve(Socket::close);
    var failed = assertInstanceOf(Answer.Failed.class, exchange());
    assertEquals(Kind.RESET, failed.kind());
    assertTrue(failed.maybeSent());
  }

  @Test
  void doesNotWaitForEver() {
    serve(
        socket -> {
          // Nothing is answered; the client ends it.
          assertEquals(-1, socket.getInputStream().read());
        });
    var failed = assertInstanceOf(Answer.Failed.class, exchange(1000, Duration.ofMillis(300)));
    assertEquals(Kind.TIMEOUT, failed.kind());
    assertTrue(failed.maybeSent());
  }

  @Test
  void knowsThatARefusedConnectionSentNothing() throws IOException {
    server.close();
    var failed = assertInstanceOf(Answer.Failed.class, exchange());
    assertEquals(Kind.CONNECT, failed.kind());
    assertFalse(failed.maybeSent());
  }

  @Test
  void sendsNothingThatMayNotLeaveAnyMore() {
    var url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
    var limit = Duration.ofSeconds(5);
    var late = new Call("POST", url, Map.of(), new byte[] {1}, limit, 10, true, () -> false);
    var failed = assertInstanceOf(Answer.Failed.class, calls.exchange(late));
    assertEquals(Kind.TIMEOUT, failed.kind());
    assertFalse(failed.maybeSent());
  }

  @Test
  void callsNoInnerAddressThatIsNotAllowed() {
    var failed =
        assertInstanceOf(
            Answer.Failed.class,
            calls.exchange(
                new Call(
                    "GET",
                    "https://127.0.0.2/",
                    Map.of(),
                    null,
                    Duration.ofSeconds(1),
                    10,
                    false)));
    assertEquals(Kind.BLOCKED, failed.kind());
    assertFalse(failed.maybeSent());
  }

  @Test
  void sendsNothingOfARequestThatIsNone() {
    for (var url : new String[] {"http://[", "http://127.0.0.1:x/", "no url"}) {
      var failed =
          assertInstanceOf(
              Answer.Failed.class,
              calls.exchange(
                  new Call("GET", url, Map.of(), null, Duration.ofSeconds(1), 10, false)));
      assertFalse(failed.maybeSent());
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAWordForEveryFailure(FailureKind kind) {
    OutboundCalls.kind(kind);
  }
}
