package dev.gladhand.outbound;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Ways to let go of a socket without waiting for the peer. */
final class Sockets {
  private Sockets() {}

  /** Drops the connection at once, with whatever is still unsent. */
  static void abort(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException | UnsupportedOperationException _) {
      // It is closed below either way.
    }
    close(channel);
  }

  static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // Nothing is left to be done for a socket that cannot even be closed.
    }
  }
}
