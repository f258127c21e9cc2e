package dev.gladhand.outbound;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The library's connection with stricter rules: an end of the stream within a head or a chunk is a
 * failure, and a connection that the peer has closed, or on which it has sent unexpected bytes, is
 * never used again.
 */
final class GuardedConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {
  private final ReplyParser parser;

  static GuardedConnection create(Http1Config config, int maxHeadBytes) {
    return new GuardedConnection(config, new ReplyParser(config, maxHeadBytes));
  }

  private GuardedConnection(Http1Config config, ReplyParser parser) {
    super(config, null, null, null, null, null, _ -> parser);
    this.parser = parser;
  }

  @Override
  public void bind(Socket socket) throws IOException {
    super.bind(socket);
    Exchange.CURRENT.get().onStop(() -> close(CloseMode.IMMEDIATE));
  }

  @Override
  public @Nullable Socket getSocket() {
    var holder = getSocketHolder();
    return holder == null ? null : holder.getSocket();
  }

  /**
   * Whether the peer has closed the connection or sent bytes that nobody asked for. The check does
   * not wait; the library's own check waits for a millisecond at each exchange.
   */
  @Override
  public boolean isStale() {
    var holder = getSocketHolder();
    if (holder == null) {
      return true;
    }
    var channel = holder.getBaseSocket().getChannel();
    try {
      if (parser.hasUnread() || holder.getInputStream().available() > 0) {
        return true;
      }
      channel.configureBlocking(false);
      int read = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return read != 0;
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  protected InputStream createContentInputStream(
      long length, SessionInputBuffer buffer, InputStream in) {
    return super.createContentInputStream(
        length,
        buffer,
        length == ContentLengthStrategy.CHUNKED ? new Unending(in, Long.MAX_VALUE) : in);
  }

  @Override
  public void close() {
    close(CloseMode.GRACEFUL);
  }

  /**
   * Closes the socket at once. The closing message of TLS is not sent, because that may block until
   * the peer reads.
   */
  @Override
  public void close(CloseMode mode) {
    var holder = getSocketHolder();
    if (holder != null && mode == CloseMode.GRACEFUL) {
      Closer.closeQuietly(holder.getBaseSocket());
    }
    super.close(CloseMode.IMMEDIATE);
  }

  @Override
  public void passivate() {
    // Reads have no time-out of their own; the exchange's deadline ends them.
  }

  @Override
  public void activate() {
    // Here too, reads get no time-out of their own.
  }

  @Override
  public void bind(SSLSocket secured, Socket socket) throws IOException {
    super.bind(secured, socket);
  }

  /** Reads the head of a reply, and gives the exchange the status as soon as it is known. */
  private static final class ReplyParser extends DefaultHttpResponseParser {
    private final long mostRead;
    private @Nullable SessionInputBuffer buffer;

    private ReplyParser(Http1Config config, int maxHeadBytes) {
      super(config);
      // The last read of the head may also fetch bytes that follow it, up to the size of the
      // buffer.
      this.mostRead = (long) maxHeadBytes + config.getBufferSize();
    }

    private boolean hasUnread() {
      return buffer != null && buffer.length() > 0;
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer from, InputStream in)
        throws IOException, HttpException {
      buffer = from;
      return super.parse(from, new Unending(in, mostRead));
    }

    @Override
    protected ClassicHttpResponse createMessage(CharArrayBuffer line)
        throws IOException, HttpException {
      var reply = super.createMessage(line);
      int status = reply.getCode();
      if (reply.getVersion().getMajor() != 1 || status < 100 || status > 599 || status == 101) {
        throw new ProtocolException("not an answer");
      }
      if (status >= 200) {
        Exchange.CURRENT.get().began(status);
      }
      return reply;
    }
  }

  /**
   * A stream that throws an exception where another stream would report its end, and when more than
   * {@code left} bytes are read. Without the exception, the library would take the bytes before an
   * early end for the whole head or chunk.
   */
  private static final class Unending extends FilterInputStream {
    private long left;

    private Unending(InputStream in, long most) {
      super(in);
      this.left = most;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read < 0) {
        throw new EOFException();
      }
      left -= read;
      if (left < 0) {
        throw new MessageConstraintException("too many bytes");
      }
      return read;
    }
  }
}
