package dev.gladhand.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** Connects a channel to the very address given. */
@FunctionalInterface
interface Dialer {
  void connect(SocketChannel channel, InetSocketAddress address, int timeoutMillis)
      throws IOException;

  /** By TCP, past any proxy that system properties or the environment name. */
  static Dialer direct() {
    return (channel, address, timeoutMillis) -> channel.socket().connect(address, timeoutMillis);
  }
}
