package dev.gladhand.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.stream.ChunkedWriteHandler;
import org.junit.jupiter.api.Test;

class LongBodiesTest {
  private static final int KIB = 1024;

  private final LongBodies bodies = new LongBodies(1024 * KIB);

  private EmbeddedChannel channel(boolean reads) {
    var channel = new EmbeddedChannel(new ChunkedWriteHandler(), bodies.slices());
    reads(channel, reads);
    return channel;
  }

  private static void reads(EmbeddedChannel channel, boolean reads) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, reads);
    channel.runPendingTasks();
  }

  private static EmbeddedChannel answered(EmbeddedChannel channel, int bytes) {
    channel.writeOneOutbound(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(new byte[bytes])));
    channel.flushOutbound();
    return channel;
  }

  @Test
  void aLongBodyGoesInSlices() {
    var channel = answered(channel(true), 400 * KIB);
    assertTrue(channel.readOutbound() instanceof HttpResponse);
    var all = 0;
    for (HttpContent part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      assertTrue(part.content().readableBytes() <= 32 * KIB);
      all += part.content().readableBytes();
      part.release();
    }
    assertEquals(400 * KIB, all);
  }

  @Test
  void theOneThatIsReadLongestIsClosedForAnother() {
    var first = answered(channel(false), 400 * KIB);
    var second = answered(channel(false), 400 * KIB);
    assertTrue(first.isOpen());
    var third = answered(channel(false), 400 * KIB);
    assertFalse(first.isOpen());
    assertTrue(second.isOpen() && third.isOpen());
    // What was read makes room.
    reads(third, true);
    third.flushOutbound();
    var fourth = answered(channel(false), 400 * KIB);
    assertTrue(second.isOpen() && fourth.isOpen());
    second.close();
    fourth.close();
    third.releaseOutbound();
  }
}
