package dev.gladhand.outbound;

import java.io.IOException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;

/** Reads one reply from a connection, within the caps. */
final class ReplyReader {
  private final OutboundSettings settings;
  private final Http1Config trailers;

  ReplyReader(OutboundSettings settings, int longestLine) {
    this.settings = settings;
    this.trailers =
        Http1Config.custom()
            .setMaxHeaderCount(settings.maxHeaders())
            .setMaxLineLength(longestLine)
            .build();
  }

  /**
   * A reply read to its end, or to the cap.
   *
   * @param keepFor nanoseconds that the connection may be idle; zero if it is not to be used again
   */
  record Read(ReplyHead head, ReplyBody body, boolean truncated, long keepFor) {
    Read notReusable() {
      return new Read(head, body, truncated, 0);
    }
  }

  Read read(Connection connection, Exchange exchange, OutboundRequest request)
      throws IOException, Trouble {
    var peer = exchange.target().hostAndPort();
    var head = ReplyHead.read(connection, exchange, settings);
    var framing = Framing.of(request.method(), head, peer);
    var raw = body(connection, framing, request.limits(), peer);
    var decoded =
        ContentDecoding.of(head.headers())
            .decode(raw.toBytes(), raw.overflowed(), request.limits(), peer);
    boolean reusable =
        framing.persistent()
            && !raw.overflowed()
            && !connection.ended()
            && !connection.buffer().hasBufferedData();
    return new Read(
        head, decoded.body(), decoded.truncated(), reusable ? keepFor(head.headers()) : 0);
  }

  private ByteSink body(Connection connection, Framing framing, OutboundLimits limits, String peer)
      throws IOException, Trouble {
    boolean fails = limits.overflow() == OutboundLimits.Overflow.FAIL;
    if (fails && framing.length() > limits.maxBody()) {
      throw tooLarge(peer);
    }
    var sink = new ByteSink(limits.maxBody(), framing.length());
    try {
      sink.fill(source(connection, framing));
    } catch (TruncatedChunkException _) {
      throw cutShort(peer);
    } catch (MalformedChunkCodingException | MessageConstraintException _) {
      throw connection.ended()
          ? cutShort(peer)
          : new Trouble(FailureKind.PROTOCOL, "the body of the answer of " + peer + " is garbled");
    }
    if (sink.overflowed()) {
      if (fails) {
        throw tooLarge(peer);
      }
      return sink;
    }
    boolean whole =
        switch (framing.kind()) {
          case NONE, UNTIL_CLOSE -> true;
          case LENGTH -> sink.length() == framing.length();
          case CHUNKED -> !connection.ended();
        };
    if (!whole) {
      throw cutShort(peer);
    }
    return sink;
  }

  private ByteSink.Source source(Connection connection, Framing framing) {
    var in = connection.in();
    var buffer = connection.buffer();
    return switch (framing.kind()) {
      case NONE -> (_, _, _) -> -1;
      case LENGTH -> new Counted(framing.length(), connection);
      case CHUNKED -> new Chunked(new ChunkedInputStream(buffer, in, trailers));
      case UNTIL_CLOSE -> (bytes, offset, length) -> buffer.read(bytes, offset, length, in);
    };
  }

  private long keepFor(ReplyHeaders headers) {
    long own = settings.keepIdle().toNanos();
    // A second less than the peer says, so that a request never crosses its close.
    return Framing.keepAliveSeconds(headers)
        .map(seconds -> Math.min(own, (seconds - 1) * 1_000_000_000L))
        .orElse(own);
  }

  private static Trouble cutShort(String peer) {
    return new Trouble(FailureKind.RESET, peer + " ended the connection within its answer");
  }

  private static Trouble tooLarge(String peer) {
    return new Trouble(
        FailureKind.TOO_LARGE, "the body of the answer of " + peer + " is too large");
  }

  /** Reads chunks; never closed, because closing would read on to the end, however far. */
  private static final class Chunked implements ByteSink.Source {
    private final ChunkedInputStream chunks;

    private Chunked(ChunkedInputStream chunks) {
      this.chunks = chunks;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return chunks.read(bytes, offset, length);
    }
  }

  /** Reads exactly so many bytes, and none of what follows. */
  private static final class Counted implements ByteSink.Source {
    private final Connection connection;
    private long left;

    private Counted(long length, Connection connection) {
      this.left = length;
      this.connection = connection;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int wanted = (int) Math.min(length, left);
      int read = connection.buffer().read(bytes, offset, wanted, connection.in());
      if (read > 0) {
        left -= read;
      }
      return read;
    }
  }
}
