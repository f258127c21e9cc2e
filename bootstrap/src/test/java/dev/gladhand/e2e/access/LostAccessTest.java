package dev.gladhand.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Forger;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Long answers that go on while their partner loses access end soon, and show that they are cut.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Slow
class LostAccessTest {
  /** More than the system keeps of an answer that its client does not take. */
  private static final int LINES = 800;

  private static final Duration SOON = Duration.ofSeconds(5);

  /** How far the clocks of nodes may differ where a token's time is looked at. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private static final String EXPIRY = "expiry";

  private World world;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
  }

  /** What ends access; how long the token is good still. */
  record Loss(String name, Duration token) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Loss> losses() {
    var long1h = Duration.ofHours(1);
    return Stream.of(
        new Loss("disable", long1h),
        new Loss("rotate-secret", long1h),
        new Loss(EXPIRY, Duration.ofSeconds(20)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void exportsAndBulkAnswersEndSoon(Loss loss) throws IOException {
    var partner = Partner.of(world.node(), "Leaving Inc");
    var lines = lines(partner);
    assertEquals(
        LINES,
        partner
            .send("POST", Route.T + "/messages/bulk", lines, "Content-Type", "application/x-ndjson")
            .expect(200)
            .raw()
            .body()
            .lines()
            .filter(line -> line.contains("\"status\":202"))
            .count());
    var until = Instant.now().plus(loss.token);
    var token = Forger.of(world, partner).with(claims -> claims.expirationTime(Date.from(until)));
    try (var export = new Answer("GET", Route.C + "/resource-operations", token, "text/csv", "");
        var bulk = new Answer("POST", Route.T + "/messages/bulk", token, "*/*", lines)) {
      if (loss.name.equals(EXPIRY)) {
        var left = Duration.between(Instant.now(), until.plus(SKEW));
        Await.until("the token has expired", left.plus(SOON), () -> expired(until));
      } else {
        Partner.admin(world.node())
            .send("POST", "/v2/admin/partners/" + partner.id() + "/" + loss.name, "")
            .expect(200);
      }
      var began = System.nanoTime();
      for (var answer : new Answer[] {export, bulk}) {
        assertFalse(answer.endsWhole(), "the answer is cut");
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(SOON) < 0, () -> loss + " took " + took);
      }
    }
    Await.until(
        "nothing of it is kept open",
        Partner.SOON,
        () -> Http.reachable(world.node().url() + "/health/readiness"));
  }

  private static boolean expired(Instant until) {
    return Instant.now().isAfter(until.plus(SKEW));
  }

  /** Writes of about 10 KB each. */
  private String lines(Partner partner) {
    var connection =
        partner.superOffice(
            world.sandbox().superOfficeUrl(), ",\"mode\":\"send_messages\",\"plugin\":\"sms\"");
    var recipients =
        IntStream.range(0, 40)
            .mapToObj(n -> '"' + "r".repeat(245) + (1000 + n) + '"')
            .collect(Collectors.joining(","));
    return "{\"connection_id\":\"%s\",\"mode\":\"group\",\"source_recipient_ids\":[%s],\"message_text\":\"m\"}\n"
        .formatted(connection, recipients)
        .repeat(LINES);
  }

  /** An answer that begins, and of which nothing is read before {@link #endsWhole}. */
  private final class Answer implements AutoCloseable {
    private final Socket socket = new Socket();

    private Answer(String method, String path, String token, String accept, String body)
        throws IOException {
      var node = URI.create(world.node().url());
      socket.setReceiveBufferSize(4 * 1024);
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(node.getHost()), node.getPort()));
      socket.setSoTimeout((int) Partner.SOON.toMillis());
      var head =
          "%s %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nAccept: %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n"
              .formatted(method, path, token, accept, body.length());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
      var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 200", status, world.node()::log);
    }

    /** Reads to the end; whether it has the last chunk, which is empty. */
    private boolean endsWhole() throws IOException {
      var read = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(read);
      } catch (IOException e) {
        // Cut off, too.
      }
      return read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n0\r\n\r\n");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
