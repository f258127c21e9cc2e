package dev.gladhand.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
  private static final String WHOLE = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String BODY =
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n";

  private final OpenConnections connections = new OpenConnections(10);

  /** A client at an address, over a clock that only the test moves. */
  private static final class Client extends EmbeddedChannel {
    private final InetSocketAddress address;

    private Client(String address) {
      super(new HttpServerCodec());
      this.address = new InetSocketAddress(address, 1);
      pipeline().replace(HttpServerCodec.class, "http-server-codec", new HttpServerCodec());
      freezeTime();
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return address;
    }

    private void send(String text) {
      writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void answer() {
      writeOutbound(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER));
    }

    private boolean isOpenAfter(int seconds) {
      advanceTimeBy(seconds, TimeUnit.SECONDS);
      runScheduledPendingTasks();
      runPendingTasks();
      return isOpen();
    }
  }

  private Client client(String address) {
    var client = new Client(address);
    connections.guard(client);
    return client;
  }

  @Test
  void whoSaysNothingIsClosedAfterTenSeconds() {
    var client = client("192.0.2.1");
    assertTrue(client.isOpenAfter(9));
    assertFalse(client.isOpenAfter(2));
    assertEquals(0, connections.count());
  }

  @Test
  void aHeadHasTenSecondsFromItsFirstByteHoweverManyFollow() {
    var client = client("192.0.2.1");
    client.send(WHOLE);
    client.answer();
    assertTrue(client.isOpenAfter(60));
    client.send("GET / HTTP/1.1\r\n");
    for (var second = 0; second < 9; second++) {
      assertTrue(client.isOpenAfter(1));
      client.send("X-" + second + ": 1\r\n");
    }
    assertFalse(client.isOpenAfter(2));
  }

  @Test
  void aBodyThatStandsStillIsClosedAfterThirtySeconds() {
    var client = client("192.0.2.1");
    client.send(BODY);
    assertTrue(client.isOpenAfter(29));
    assertFalse(client.isOpenAfter(2));
  }

  @Test
  void aBodyThatDripsIsClosedAndOneThatFlowsIsNot() {
    var drips = client("192.0.2.1");
    var flows = client("192.0.2.1");
    drips.send(BODY);
    flows.send(BODY);
    var open = true;
    for (var second = 0; second < 35; second++) {
      open = open && drips.isOpenAfter(1);
      if (open) {
        drips.send("x".repeat(1000));
      }
      assertTrue(flows.isOpenAfter(1));
      flows.send("x".repeat(1100));
    }
    assertFalse(open);
  }

  @Test
  void anAnswerMayTakeAsLongAsItTakes() {
    var client = client("192.0.2.1");
    client.send(WHOLE);
    assertTrue(client.isOpenAfter(3600));
  }

  @Test
  void aStrayLineEndCutsNoAnswerShort() {
    var client = client("192.0.2.1");
    client.send(WHOLE);
    client.send("\r\n");
    assertTrue(client.isOpenAfter(11));
    assertTrue(client.isOpenAfter(60));
    client.answer();
    assertFalse(client.isOpenAfter(11));
  }

  @Test
  void theLongestIdleMakesRoom() {
    var first = client("192.0.2.1");
    first.send(WHOLE);
    first.answer();
    var busy = client("192.0.2.2");
    busy.send(WHOLE);
    var others = new Client[8];
    for (var i = 0; i < others.length; i++) {
      others[i] = client("192.0.2." + (10 + i));
    }
    assertEquals(10, connections.count());
    var newest = client("192.0.2.3");
    others[0].runPendingTasks();
    assertTrue(newest.isOpen() && busy.isOpen());
    assertEquals(10, connections.count());
    assertFalse(first.isOpen());
  }

  @Test
  void oneAddressHasHalfOfAllPlaces() {
    var one = new Client[5];
    for (var i = 0; i < one.length; i++) {
      one[i] = client("192.0.2.1");
      one[i].send(WHOLE);
    }
    var sixth = client("192.0.2.1");
    assertFalse(sixth.isOpen());
    assertTrue(client("192.0.2.2").isOpen());
    one[3].answer();
    assertTrue(client("192.0.2.1").isOpen());
    assertFalse(one[3].isOpen());
  }

  @Test
  void halfOfTheDescriptorsAreForClients() {
    assertEquals(200, OpenConnections.withDescriptors(400));
    assertEquals(10_000, OpenConnections.withDescriptors(1_048_576));
    assertEquals(16, OpenConnections.withDescriptors(20));
  }
}
