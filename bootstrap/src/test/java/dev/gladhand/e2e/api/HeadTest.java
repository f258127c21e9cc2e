package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.EventStream;
import dev.gladhand.e2e.client.Holdings;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A HEAD is answered as its GET is, without a body, and costs nothing that has a bound. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadTest {
  private static final String EVENTS = "/v2/notifications/events";
  private static final int STREAMS = 20;

  private World world;
  private Holdings holdings;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    holdings = Holdings.of(world, "Head Inc");
  }

  static Stream<Route> routes() {
    return Route.all().stream().filter(route -> route.method().equals("GET"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void itHasTheStatusOfItsGetAndNoBody(Route route) {
    var as = route.scope().equals("admin") ? Partner.admin(world.node()) : holdings.partner();
    var path = holdings.fill(route.path());
    var got = as.get(path);
    for (var i = 0; i <= STREAMS; i++) {
      var head = as.send("HEAD", path, "");
      assertEquals(got.status(), head.status(), path);
      assertEquals(got.header("Content-Type"), head.header("Content-Type"), path);
      assertEquals("", head.raw().body(), path);
    }
  }

  @Test
  void theHeadOfAStreamOpensNone() {
    var partner = Partner.of(world.node(), "Heads Only Inc");
    for (var i = 0; i <= 2 * STREAMS; i++) {
      var head = partner.send("HEAD", EVENTS, "", "Accept", "text/event-stream");
      assertEquals(200, head.status());
      assertTrue(head.header("Content-Type").startsWith("text/event-stream"), head::toString);
    }
    assertAllStreamsAreFree(partner);
  }

  @Test
  void aStreamWhoseClientIsGoneAtOnceIsNotCountedForEver() throws IOException {
    var partner = Partner.of(world.node(), "Gone At Once Inc");
    var uri = URI.create(world.node().url());
    for (var i = 0; i < 2 * STREAMS; i++) {
      try (var socket = new Socket(InetAddress.ofLiteral(uri.getHost()), uri.getPort())) {
        socket.setSoLinger(true, 0);
        socket
            .getOutputStream()
            .write(
                "GET %s HTTP/1.1\r\nHost: h\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(EVENTS, partner.token())
                    .getBytes(StandardCharsets.US_ASCII));
      }
    }
    Await.until(
        "the places are free again", Duration.ofSeconds(40), () -> allStreamsAreFree(partner));
  }

  private void assertAllStreamsAreFree(Partner partner) {
    assertTrue(allStreamsAreFree(partner));
  }

  private boolean allStreamsAreFree(Partner partner) {
    var open = new ArrayList<EventStream>();
    try {
      for (var i = 0; i < STREAMS; i++) {
        open.add(EventStream.of(world.node(), partner, ""));
      }
      return open.stream().allMatch(stream -> stream.head().getFirst().contains(" 200 "));
    } finally {
      open.forEach(EventStream::close);
    }
  }

  @Test
  void moreStreamsThanAPartnerMayHaveAreA429() {
    var partner = Partner.of(world.node(), "Many Streams Inc");
    var open = new ArrayList<EventStream>();
    try {
      for (var i = 0; i < STREAMS; i++) {
        open.add(EventStream.of(world.node(), partner, ""));
      }
      var reply = partner.send("GET", EVENTS, "", "Accept", "text/event-stream");
      assertEquals(429, reply.status(), reply::toString);
      assertTrue(Integer.parseInt(reply.header("Retry-After")) > 0);
      var head = partner.send("HEAD", EVENTS, "", "Accept", "text/event-stream");
      assertEquals(200, head.status());
      assertEquals(200, partner.get(EVENTS).status());
      assertEquals(401, Http.send("HEAD", world.node().url() + EVENTS, "", Map.of()).status());
    } finally {
      open.forEach(EventStream::close);
    }
  }
}
