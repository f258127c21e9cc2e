package dev.gladhand.http.server;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.stream.ChunkedWriteHandler;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Limits the connections of clients: a number in all, and half of it for one address. When a new
 * connection exceeds a limit, those that have been idle for the longest time are closed; if none is
 * idle, the new one is closed. Thread-safe.
 */
@Singleton
final class OpenConnections implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private static final int MOST = 10_000;
  private static final int FEWEST = 16;

  /**
   * The number of idle connections that may be closed together to make room is the limit divided by
   * this. Several are closed together, because finding idle ones means looking at all connections.
   */
  private static final int SHARE = 50;

  private final int most;
  private final LongBodies bodies = new LongBodies();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  @Inject
  OpenConnections() {
    this(withDescriptors(descriptors()));
  }

  OpenConnections(int most) {
    this.most = most;
  }

  /**
   * The limit of connections for a node with this number of file descriptors: half of them, because
   * the store, the providers and the receivers need descriptors too; at least 16 and at most
   * 10,000.
   */
  static int withDescriptors(long descriptors) {
    return Math.clamp(descriptors / 2, FEWEST, MOST);
  }

  private static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : 2L * MOST;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    return EachConnection.of(event, this::guard);
  }

  /**
   * Counts and watches a new connection. If it exceeds a limit, closes idle connections, or this
   * one if none is idle.
   */
  void guard(Channel channel) {
    var connection = new Connection(channel, address(channel));
    var pipeline = channel.pipeline();
    pipeline.addFirst(connection.bytes());
    var codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
    // Each handler is added next to the codec, so that the last one sees answers after the others
    // have changed them.
    pipeline.addAfter(codec, null, bodies.slices());
    pipeline.addAfter(codec, null, new ChunkedWriteHandler());
    pipeline.addAfter(codec, null, connection.messages());
    enter(connection);
    channel.closeFuture().addListener(_ -> leave(connection));
  }

  private static InetAddress address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getAddress()
        : InetAddress.getLoopbackAddress();
  }

  private void enter(Connection connection) {
    var here = byAddress.merge(connection.address(), 1, Integer::sum);
    open.add(connection);
    if (here > Math.max(1, most / 2)) {
      makeRoom(connection, connection.address());
    } else if (open.size() > most) {
      makeRoom(connection, null);
    }
  }

  private void leave(Connection connection) {
    if (open.remove(connection)) {
      byAddress.computeIfPresent(connection.address(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private void makeRoom(Connection newest, @Nullable InetAddress address) {
    var idle =
        open.stream()
            .filter(one -> one != newest && one.idle())
            .filter(one -> address == null || one.address().equals(address))
            .sorted(Comparator.comparingLong(Connection::since))
            .limit(Math.max(1, most / SHARE))
            .toList();
    idle.forEach(this::close);
    if (idle.isEmpty()) {
      close(newest);
    }
  }

  private void close(Connection connection) {
    // The connection is no longer counted from here on: otherwise further connections would be
    // closed before its thread closes it.
    leave(connection);
    connection.close();
  }

  /** The number of open connections. */
  int count() {
    return open.size();
  }
}
