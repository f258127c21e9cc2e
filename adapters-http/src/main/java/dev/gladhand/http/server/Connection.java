package dev.gladhand.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection, which is closed if the client sends too slowly: a head must arrive within
 * 10 seconds of its first byte (the first head, within 10 seconds of the connection's start), and
 * at least 30 KiB of an unfinished body must arrive in each 30 seconds. Its handlers run on the
 * connection's thread; the other methods may be called from any thread.
 */
final class Connection {
  static final Duration HEAD_WITHIN = Duration.ofSeconds(10);
  static final Duration BODY_LOOK = Duration.ofSeconds(30);
  private static final long BODY_BYTES = BODY_LOOK.toSeconds() * 1024;

  private enum Phase {
    /** No request is being received. */
    BETWEEN,
    HEAD,
    BODY
  }

  private final Channel channel;
  private final InetAddress address;
  private Phase phase = Phase.BETWEEN;
  private long bytesOfBody;
  private long until;
  private @Nullable Future<?> timer;
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile long since = System.nanoTime();

  Connection(Channel channel, InetAddress address) {
    this.channel = channel;
    this.address = address;
    begin(Phase.HEAD);
  }

  InetAddress address() {
    return address;
  }

  /** Whether no request is being received or answered. */
  boolean idle() {
    return unanswered.get() == 0;
  }

  /** The time of {@link System#nanoTime} since when the connection has been idle. */
  long since() {
    return since;
  }

  void close() {
    channel.close();
  }

  ChannelHandler bytes() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
          bytesOfBody += bytes.readableBytes();
          if (phase == Phase.BETWEEN) {
            begin(Phase.HEAD);
          }
        }
        context.fireChannelRead(message);
      }

      @Override
      public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
      }
    };
  }

  ChannelHandler messages() {
    return new CombinedChannelDuplexHandler<>(new Received(), new Sent());
  }

  private final class Received extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        unanswered.incrementAndGet();
        begin(Phase.BODY);
      }
      if (message instanceof LastHttpContent) {
        begin(Phase.BETWEEN);
      }
      context.fireChannelRead(message);
    }
  }

  private final class Sent extends ChannelOutboundHandlerAdapter {
    private boolean interim;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof HttpResponse response) {
        interim = response.status().code() < 200;
      }
      if (message instanceof LastHttpContent && !interim) {
        unanswered.decrementAndGet();
        since = System.nanoTime();
      }
      context.write(message, promise);
    }
  }

  private void begin(Phase next) {
    phase = next;
    bytesOfBody = 0;
    until = now() + (next == Phase.BODY ? BODY_LOOK : HEAD_WITHIN).toNanos();
    if (next != Phase.BETWEEN && timer == null) {
      lookAfter(HEAD_WITHIN.toNanos());
    }
  }

  /**
   * Closes the connection if its head or body is late. One timer, which runs again within {@link
   * #HEAD_WITHIN}, serves all heads and bodies.
   */
  private void look() {
    timer = null;
    var left = until - now();
    if (phase == Phase.BETWEEN) {
      return;
    }
    if (left > 0) {
      lookAfter(Math.min(left, HEAD_WITHIN.toNanos()));
    } else if (phase == Phase.HEAD ? unanswered.get() > 0 : bytesOfBody >= BODY_BYTES) {
      // The client may send bytes of a next request, such as an extra line end, while an answer is
      // sent. They do not end the connection.
      begin(phase);
    } else {
      close();
    }
  }

  private long now() {
    return channel.eventLoop().ticker().nanoTime();
  }

  private void lookAfter(long nanos) {
    timer = channel.eventLoop().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
