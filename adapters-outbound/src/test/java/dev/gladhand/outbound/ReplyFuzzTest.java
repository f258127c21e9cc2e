package dev.gladhand.outbound;

import static dev.gladhand.outbound.ClientFixture.client;
import static dev.gladhand.outbound.ClientFixture.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.OutboundResult.Failed;
import dev.gladhand.outbound.OutboundResult.Replied;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Replies spoilt at random: each ends in a result that a caller can rely on. */
class ReplyFuzzTest {
  private static final OutboundLimits LIMITS =
      OutboundLimits.of(Duration.ofSeconds(2), Duration.ofSeconds(5));
  private static final List<String> REPLIES =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 11\r\nX-A: b\r\n\r\nhello world",
          "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 400 Bad\r\nConnection: keep-alive\r\n\r\nhello world",
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n\u001f\u008b\b\0\0");

  @Test
  void anySpoiltReplyEndsInAResult() throws Exception {
    var random = new Random(20_261_120);
    var next = new AtomicReference<>(new byte[0]);
    try (var server =
            new RawServer(
                peer -> {
                  peer.request();
                  peer.send(next.get());
                });
        var client = client(server)) {
      for (int i = 0; i < 2_000; i++) {
        var spoilt = spoil(REPLIES.get(i % REPLIES.size()), random);
        next.set(spoilt);
        var shown = new String(spoilt, StandardCharsets.ISO_8859_1);
        switch (client.exchange(post(server, LIMITS))) {
          case Replied replied ->
              assertTrue(replied.status() >= 200 && replied.status() < 600, shown);
          case Failed failed -> {
            assertTrue(failed.requestMayHaveBeenSent(), shown);
            assertNotNull(failed.safeDetail());
            assertTrue(failed.kind() != FailureKind.TIMEOUT, shown);
          }
        }
        assertEquals(0, client.idleConnections() > 1 ? 1 : 0);
      }
    }
  }

  private static byte[] spoil(String reply, Random random) {
    var bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
    int faults = random.nextInt(4);
    for (int i = 0; i < faults; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    int end = random.nextInt(3) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    return java.util.Arrays.copyOf(bytes, end);
  }
}
