package dev.gladhand.outbound;

import dev.gladhand.outbound.OutboundLimits.Overflow;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes a compression that the peer chose by itself; the cap holds for what comes out. */
enum ContentDecoding {
  NONE,
  GZIP,
  DEFLATE;

  /** A body as it was before the peer compressed it. */
  record Decoded(ReplyBody body, boolean truncated) {}

  static ContentDecoding of(ReplyHeaders headers) {
    var codings = headers.all("content-encoding");
    if (codings.size() != 1) {
      return NONE;
    }
    return switch (codings.getFirst().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default -> NONE;
    };
  }

  Decoded decode(byte[] raw, boolean cut, OutboundLimits limits, String peer) throws Trouble {
    if (this == NONE || raw.length == 0) {
      return new Decoded(ReplyBody.of(raw), cut);
    }
    var sink = new ByteSink(limits.maxBody(), -1);
    try (var in = open(raw)) {
      sink.fill(in::read);
    } catch (EOFException _) {
      if (!cut) {
        throw undecodable(peer);
      }
    } catch (IOException _) {
      throw undecodable(peer);
    }
    if (sink.overflowed() && limits.overflow() == Overflow.FAIL) {
      throw new Trouble(
          FailureKind.TOO_LARGE, "the body of the answer of " + peer + " is too large");
    }
    return new Decoded(ReplyBody.of(sink.toBytes()), cut || sink.overflowed());
  }

  private InputStream open(byte[] raw) throws IOException {
    var in = new ByteArrayInputStream(raw);
    if (this == GZIP) {
      return new GZIPInputStream(in);
    }
    // By the standard deflate has a zlib header; some servers leave it away.
    return hasZlibHeader(raw)
        ? new InflaterInputStream(in)
        : new RawInflating(in, new Inflater(true));
  }

  private static boolean hasZlibHeader(byte[] raw) {
    return raw.length > 1
        && (raw[0] & 0x0f) == 8
        && (((raw[0] & 0xff) << 8) | (raw[1] & 0xff)) % 31 == 0;
  }

  private static Trouble undecodable(String peer) {
    return new Trouble(
        FailureKind.PROTOCOL, "the body of the answer of " + peer + " cannot be decompressed");
  }

  /** Frees the inflater, which the library's own stream does only for one of its own making. */
  private static final class RawInflating extends InflaterInputStream {
    private RawInflating(InputStream in, Inflater inflater) {
      super(in, inflater);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }
}
