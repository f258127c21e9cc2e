package dev.gladhand.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

/** An open connection to a target, used by one exchange at a time. */
final class Connection {
  private static final int BUFFER = 8 * 1024;

  private final Target target;
  private final SocketChannel channel;
  private final InetSocketAddress remote;
  private final EndAware in;
  private final OutputStream out;
  private final SessionInputBufferImpl buffer;
  private final long opened = System.nanoTime();
  private long idleUntil;

  /**
   * Takes over a channel.
   *
   * @param socket the channel's own socket, or the TLS socket laid over it
   */
  Connection(
      Target target,
      SocketChannel channel,
      Socket socket,
      InetSocketAddress remote,
      int longestLine)
      throws IOException {
    this.target = target;
    this.channel = channel;
    this.remote = remote;
    this.in = new EndAware(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.buffer = new SessionInputBufferImpl(BUFFER, longestLine);
  }

  Target target() {
    return target;
  }

  SocketChannel channel() {
    return channel;
  }

  InetSocketAddress remote() {
    return remote;
  }

  InputStream in() {
    return in;
  }

  SessionInputBufferImpl buffer() {
    return buffer;
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Whether the peer has ended its side: a line or body cut short by it is not whole. */
  boolean ended() {
    return in.ended;
  }

  void idleFor(long nanos) {
    idleUntil = System.nanoTime() + nanos;
  }

  /** Whether an idle connection has outstayed its time. */
  boolean expired(long now, long oldest) {
    return now - idleUntil >= 0 || now - opened >= oldest;
  }

  /**
   * Whether an idle connection cannot be used again: the peer has closed it, or has sent something
   * that nobody asked for. Never blocks.
   */
  boolean stale() {
    if (buffer.hasBufferedData() || !channel.isOpen()) {
      return true;
    }
    try {
      channel.configureBlocking(false);
      int read = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return read != 0;
    } catch (IOException _) {
      return true;
    }
  }

  void close() {
    Sockets.close(channel);
  }

  /** Remembers that the end of the stream was seen. */
  private static final class EndAware extends FilterInputStream {
    private boolean ended;

    private EndAware(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      ended |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      ended |= read < 0;
      return read;
    }
  }
}
