package dev.gladhand.outbound;

import static dev.gladhand.outbound.ClientFixture.HASTY;
import static dev.gladhand.outbound.ClientFixture.PATIENT;
import static dev.gladhand.outbound.ClientFixture.client;
import static dev.gladhand.outbound.ClientFixture.failed;
import static dev.gladhand.outbound.ClientFixture.post;
import static dev.gladhand.outbound.ClientFixture.replied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.OutboundLimits.Overflow;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundFaultsTest {
  @Test
  void tellsThatAConnectionWasRefused() throws Exception {
    int port;
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = listener.getLocalPort();
    }
    var policy = new TargetPolicy(new AllowedTargets(Set.of("127.0.0.1:" + port)));
    try (var client = new OutboundClient(policy, OutboundSettings.defaults())) {
      var uri = URI.create("http://127.0.0.1:" + port);
      var failed =
          failed(
              FailureKind.CONNECT_REFUSED,
              false,
              client.exchange(OutboundRequest.builder("GET", uri, PATIENT).build()));
      assertEquals("127.0.0.1:" + port + " refused the connection", failed.safeDetail());
    }
  }

  @Test
  void givesUpConnectingAfterTheConnectTimeout() throws Exception {
    // A listener whose queue is full lets further connections wait.
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var first = new Socket(full.getInetAddress(), full.getLocalPort());
        var second = new Socket(full.getInetAddress(), full.getLocalPort());
        var client =
            new OutboundClient(
                new TargetPolicy(new AllowedTargets(Set.of("127.0.0.1:" + full.getLocalPort()))),
                OutboundSettings.defaults())) {
      assertTrue(first.isConnected() && second.isConnected());
      var uri = URI.create("http://127.0.0.1:" + full.getLocalPort());
      failed(
          FailureKind.CONNECT_TIMEOUT,
          false,
          client.exchange(OutboundRequest.builder("GET", uri, HASTY).build()));
      var shorter = OutboundLimits.of(Duration.ofSeconds(5), Duration.ofMillis(100));
      failed(
          FailureKind.TIMEOUT,
          false,
          client.exchange(OutboundRequest.builder("GET", uri, shorter).build()));
    }
  }

  @Test
  void triesTheNextAddressWhereTheFirstDoesNotAnswer() throws Exception {
    var second = InetAddress.ofLiteral("127.0.0.2");
    try (var server =
            new RawServer(
                new ServerSocket(0, 50, second),
                peer -> {
                  peer.request();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                });
        var full = new ServerSocket(server.port(), 1, InetAddress.getLoopbackAddress());
        var first = new Socket(full.getInetAddress(), full.getLocalPort());
        var more = new Socket(full.getInetAddress(), full.getLocalPort());
        var client =
            new OutboundClient(
                new TargetPolicy(new AllowedTargets(Set.of("tsp.example.com:" + server.port()))),
                OutboundSettings.defaults(),
                _ -> List.of(full.getInetAddress(), second))) {
      assertTrue(first.isConnected() && more.isConnected());
      var uri = URI.create("http://tsp.example.com:" + server.port() + "/");
      var limits = OutboundLimits.of(Duration.ofSeconds(2), Duration.ofSeconds(10));
      var reply = replied(client.exchange(OutboundRequest.builder("GET", uri, limits).build()));
      assertEquals(second, reply.remote().getAddress());
    }
  }

  @Test
  void aDeadlineThatPassesBeforeTheDialIsATimeout() throws Exception {
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var client = client(server)) {
      for (int i = 0; i < 50; i++) {
        var limits = OutboundLimits.of(Duration.ofSeconds(5), Duration.ofNanos(1 + i * 20_000L));
        if (client.exchange(post(server, limits)) instanceof OutboundResult.Failed failed) {
          assertTrue(
              failed.kind() == FailureKind.TIMEOUT || failed.kind() == FailureKind.BUSY,
              failed::toString);
        }
      }
    }
  }

  @Test
  void doesNotKnowWhetherARequestArrivedThatWasResetUnread() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  assertTrue(peer.socket.getInputStream().read() > 0);
                  peer.reset();
                });
        var client = client(server)) {
      var failed = failed(FailureKind.RESET, true, client.exchange(post(server, PATIENT)));
      assertNull(failed.status());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void neverRepeatsARequestThatWasRead() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.reset();
                });
        var client = client(server)) {
      failed(FailureKind.RESET, true, client.exchange(post(server, PATIENT)));
      assertEquals(1, server.requests.size());
    }
  }

  @Test
  void neverRepeatsARequestWrittenOnAKeptConnection() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                  peer.request();
                });
        var client = client(server)) {
      replied(client.exchange(post(server, PATIENT)));
      failed(FailureKind.RESET, true, client.exchange(post(server, PATIENT)));
      assertEquals(2, server.requests.size());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void noticesAnIdleConnectionThatThePeerClosedBeforeUsingIt() throws Exception {
    var closed = new Semaphore(0);
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                  peer.socket.shutdownOutput();
                  closed.release();
                  peer.hang();
                });
        var client = client(server)) {
      for (int i = 0; i < 5; i++) {
        replied(client.exchange(post(server, PATIENT)));
        assertTrue(closed.tryAcquire(5, TimeUnit.SECONDS));
      }
      assertEquals(5, server.requests.size());
      assertEquals(5, server.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nX-Id: 7\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nX-Id: 7\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf",
        "HTTP/1.1 200 OK\r\nX-Id: 7\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\nX-Id: 7\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0",
        "HTTP/1.1 200 OK\r\nX-Id: 7\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n",
      })
  void keepsStatusAndHeadersOfAReplyCutShort(String half) throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send(half);
                });
        var client = client(server)) {
      var failed = failed(FailureKind.RESET, true, client.exchange(post(server, PATIENT)));
      assertEquals(200, failed.status());
      assertEquals("7", failed.headers().first("x-id").orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 202 Accepted\r\n", "HTTP/1.1 202 Accepted\r\nX-Id: 7\r\nX-"})
  void keepsTheStatusOfAHeadCutShort(String half) throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send(half);
                });
        var client = client(server)) {
      assertEquals(
          202, failed(FailureKind.RESET, true, client.exchange(post(server, PATIENT))).status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
      })
  void endsABodyThatNeverEnds(String head) throws Exception {
    var chunk = new byte[8 * 1024];
    Arrays.fill(chunk, (byte) 'x');
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send(head);
                  while (true) {
                    peer.send(head.contains("chunked") ? "2000\r\n" : "");
                    peer.send(chunk);
                    peer.send(head.contains("chunked") ? "\r\n" : "");
                  }
                });
        var client = client(server)) {
      var failed = failed(FailureKind.TOO_LARGE, true, client.exchange(post(server, PATIENT)));
      assertEquals(200, failed.status());
    }
  }

  @Test
  void cutsABodyThatNeverEndsWhereTheCallerAsksForThat() throws Exception {
    var chunk = new byte[1000];
    Arrays.fill(chunk, (byte) 'x');
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send("HTTP/1.1 200 OK\r\n\r\n");
                  while (true) {
                    peer.send(chunk);
                  }
                });
        var client = client(server)) {
      var limits = PATIENT.cappedAt(2048, Overflow.TRUNCATE);
      var reply = replied(client.exchange(post(server, limits)));
      assertEquals(2048, reply.body().bytes().length);
      assertTrue(reply.truncated());
      assertEquals(0, client.idleConnections());
    }
  }

  @Test
  void takesABodyOfExactlyTheCap() throws Exception {
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n12345");
        var client = client(server)) {
      for (var policy : Overflow.values()) {
        var reply = replied(client.exchange(post(server, PATIENT.cappedAt(5, policy))));
        assertEquals("12345", reply.body().text());
        assertEquals(false, reply.truncated());
      }
      failed(
          FailureKind.TOO_LARGE,
          true,
          client.exchange(post(server, PATIENT.cappedAt(4, Overflow.FAIL))));
    }
  }

  @Test
  void defusesAGzipBomb() throws Exception {
    var bomb = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 100; i++) {
        gzip.write(new byte[1024 * 1024]);
      }
    }
    var reply = new ByteArrayOutputStream();
    reply.writeBytes(
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    reply.writeBytes(bomb.toByteArray());
    try (var server = RawServer.answering(reply.toByteArray());
        var client = client(server)) {
      var failed = failed(FailureKind.TOO_LARGE, true, client.exchange(post(server, PATIENT)));
      assertEquals(200, failed.status());
      var cut =
          replied(client.exchange(post(server, PATIENT.cappedAt(200_000, Overflow.TRUNCATE))));
      assertEquals(200_000, cut.body().bytes().length);
      assertTrue(cut.truncated());
    }
  }

  @Test
  void tellsThatABodyCannotBeDecompressed() throws Exception {
    try (var server =
            RawServer.answering(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain");
        var client = client(server)) {
      assertEquals(
          200, failed(FailureKind.PROTOCOL, true, client.exchange(post(server, PATIENT))).status());
    }
  }

  @Test
  void endsAHangAtTheDeadline() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.hang();
                });
        var client = client(server)) {
      var failed = failed(FailureKind.TIMEOUT, true, client.exchange(post(server, HASTY)));
      assertNull(failed.status());
      assertTrue(failed.took().toMillis() >= 300 && failed.took().toMillis() < 5_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r\n"})
  void endsADribbleAtTheDeadline(String begin) throws Exception {
    var dribble = begin.endsWith("\r\n\r\n") ? "x" : "X-A: b\r\n";
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send(begin.isEmpty() ? "HTTP/1.1 2" : begin);
                  while (!Thread.interrupted()) {
                    peer.send(begin.isEmpty() ? "0" : dribble);
                    // The pace of the peer; the test itself waits for the client's deadline.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                  }
                });
        var client = client(server)) {
      var failed = failed(FailureKind.TIMEOUT, true, client.exchange(post(server, HASTY)));
      assertEquals(begin.isEmpty() ? null : Integer.valueOf(200), failed.status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.9\r\n",
        "220 smtp ready\r\n",
        "<html>",
        "\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.1 OK\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/1.1 600 High\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
      })
  void tellsThatGarbageIsNoAnswer(String garbage) throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send(garbage + "\n");
                  peer.hang();
                });
        var client = client(server)) {
      var failed = failed(FailureKind.PROTOCOL, true, client.exchange(post(server, PATIENT)));
      assertNull(failed.status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: -1",
        "Content-Length: 1e3",
        "Content-Length: 0x10",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Content-Length : 5",
        "no colon",
        ": no name",
        " folded first",
        "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
      })
  void keepsTheStatusWhereTheRestIsGarbage(String header) throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send("HTTP/1.1 201 Created\r\n" + header + "\r\n\r\nabcde");
                  peer.hang();
                });
        var client = client(server)) {
      assertEquals(
          201, failed(FailureKind.PROTOCOL, true, client.exchange(post(server, PATIENT))).status());
    }
  }

  @Test
  void refusesHugeHeads() throws Exception {
    for (var head :
        new String[] {
          "X: " + "y".repeat(100_000), "X: y\r\n".repeat(101), "X: 0123456789\r\n".repeat(90_000)
        }) {
      try (var server =
              new RawServer(
                  peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n");
                    peer.hang();
                  });
          var client = client(server)) {
        assertEquals(
            200,
            failed(FailureKind.TOO_LARGE, true, client.exchange(post(server, PATIENT))).status());
      }
    }
  }

  @Test
  void endsAnEndlessRowOfInterimReplies() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  while (true) {
                    peer.send("HTTP/1.1 102 Processing\r\n\r\n");
                  }
                });
        var client = client(server)) {
      failed(FailureKind.PROTOCOL, true, client.exchange(post(server, PATIENT)));
    }
  }

  @Test
  void readsAnAnswerThatCameBeforeTheRequestWasRead() throws Exception {
    var body = new byte[8 * 1024 * 1024];
    try (var server =
            new RawServer(
                peer -> {
                  peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
                  peer.socket.shutdownOutput();
                  peer.socket.getInputStream().readNBytes(100_000);
                });
        var client = client(server)) {
      var request = OutboundRequest.builder("POST", server.uri("/"), PATIENT).body(body).build();
      assertEquals(413, replied(client.exchange(request)).status());
      assertEquals(0, client.idleConnections());
    }
  }

  @Test
  void isCancelledByInterruptingTheCaller() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.hang();
                });
        var client = client(server)) {
      var result = new CompletableFuture<OutboundResult>();
      var caller =
          Thread.ofVirtual().start(() -> result.complete(client.exchange(post(server, PATIENT))));
      server.requests.take();
      caller.interrupt();
      failed(FailureKind.CANCELLED, true, result.get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void isCancelledByClosingTheClient() throws Exception {
    try (var server =
        new RawServer(
            peer -> {
              peer.request();
              peer.hang();
            })) {
      var result = new CompletableFuture<OutboundResult>();
      var client = client(server);
      Thread.ofVirtual().start(() -> result.complete(client.exchange(post(server, PATIENT))));
      server.requests.take();
      client.close();
      failed(FailureKind.CANCELLED, true, result.get(5, TimeUnit.SECONDS));
      failed(FailureKind.CANCELLED, false, client.exchange(post(server, PATIENT)));
    }
  }

  @Test
  void waitsForRoomAtATargetNoLongerThanTheDeadline() throws Exception {
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.hang();
                });
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var client = client(server, OutboundSettings.defaults().withPool(1, 10))) {
      threads.execute(() -> client.exchange(post(server, PATIENT)));
      server.requests.take();
      failed(FailureKind.BUSY, false, client.exchange(post(server, HASTY)));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void letsIdleConnectionsGo() throws Exception {
    var gone = new CountDownLatch(1);
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                  peer.hang();
                  gone.countDown();
                });
        var client =
            client(
                server,
                OutboundSettings.defaults()
                    .withKeepAlive(Duration.ofMillis(50), Duration.ofMinutes(1)))) {
      replied(client.exchange(post(server, PATIENT)));
      assertTrue(gone.await(10, TimeUnit.SECONDS));
      assertEquals(0, client.idleConnections());
    }
  }
}
