package dev.gladhand.http.server;

import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.stream.ChunkedStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Sends long bodies in slices, because the server first copies each piece into memory outside the
 * heap and then sends it. Also limits the heap that long bodies take until they are sent: above the
 * limit, the connection whose client has been reading for the longest time is closed. Thread-safe.
 */
final class LongBodies {
  static final int LONG = 64 * 1024;
  private static final int SLICE = 32 * 1024;
  private static final long FEWEST_BYTES = 16L * 1024 * 1024;

  private final long most;
  private final Deque<Held> held = new ArrayDeque<>();
  private long bytes;

  /** A body that is being sent. */
  private static final class Held {
    private final Channel channel;
    private final long bytes;

    private Held(Channel channel, long bytes) {
      this.channel = channel;
      this.bytes = bytes;
    }
  }

  LongBodies() {
    this(Math.max(FEWEST_BYTES, Runtime.getRuntime().maxMemory() / 8));
  }

  LongBodies(long most) {
    this.most = most;
  }

  /**
   * The handler that slices the long bodies of one connection. Behind it, answers must pass a
   * {@code ChunkedWriteHandler}, which writes the slices.
   */
  ChannelHandler slices() {
    return new ChannelOutboundHandlerAdapter() {
      @Override
      public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse whole && whole.content().readableBytes() > LONG) {
          slice(context, whole, promise.unvoid());
        } else {
          context.write(message, promise);
        }
      }
    };
  }

  private void slice(ChannelHandlerContext context, FullHttpResponse whole, ChannelPromise sent) {
    var one = new Held(context.channel(), whole.content().readableBytes());
    var longest = hold(one);
    sent.addListener(_ -> release(one));
    context.write(
        new DefaultHttpResponse(whole.protocolVersion(), whole.status(), whole.headers()));
    context.write(
        new HttpChunkedInput(
            new ChunkedStream(new ByteBufInputStream(whole.content(), true), SLICE)),
        sent);
    if (longest != null) {
      longest.close();
    }
  }

  /** Registers a body. Returns the connection that must be closed to make room, or null. */
  private synchronized @Nullable Channel hold(Held one) {
    held.add(one);
    bytes += one.bytes;
    return bytes > most && held.size() > 1 ? held.getFirst().channel : null;
  }

  private synchronized void release(Held one) {
    if (held.remove(one)) {
      bytes -= one.bytes;
    }
  }
}
