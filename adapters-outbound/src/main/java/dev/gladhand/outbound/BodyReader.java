package dev.gladhand.outbound;

import dev.gladhand.outbound.OutboundLimits.Overflow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.entity.DeflateInputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one reply, and decompresses it if the peer has compressed it. {@link
 * OutboundLimits#maxBody} limits the bytes both before and after decompression.
 */
final class BodyReader {
  private final OutboundLimits limits;
  private final String peer;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private boolean cut;
  private boolean truncated;

  BodyReader(OutboundLimits limits, String peer) {
    this.limits = limits;
    this.peer = peer;
  }

  /**
   * Whether the body is longer than permitted, before or after decompression, and was cut there.
   */
  boolean truncated() {
    return truncated;
  }

  /** Whether the rest of the body was left unread, so that the connection cannot be used again. */
  boolean cut() {
    return cut;
  }

  ReplyBody read(@Nullable HttpEntity entity, ReplyHeaders headers) throws IOException {
    if (entity == null) {
      return ReplyBody.of(new byte[0]);
    }
    if (limits.overflow() == Overflow.FAIL && entity.getContentLength() > limits.maxBody()) {
      throw tooLarge();
    }
    // The stream is never closed, because the library would then read the rest of the body, however
    // long it is.
    cut = fill(entity.getContent());
    truncated = cut;
    var codings = headers.all("content-encoding");
    if (read.size() > 0 && codings.size() == 1) {
      decode(codings.getFirst().toLowerCase(Locale.ROOT));
    }
    return ReplyBody.of(read.toByteArray());
  }

  private void decode(String coding) throws ExchangeException {
    if (!List.of("gzip", "x-gzip", "deflate").contains(coding)) {
      return;
    }
    var raw = new ByteArrayInputStream(read.toByteArray());
    read.reset();
    try (var in =
        coding.equals("deflate") ? new DeflateInputStream(raw) : new GZIPInputStream(raw)) {
      truncated |= fill(in);
    } catch (ExchangeException e) {
      throw e;
    } catch (EOFException e) {
      if (!cut) {
        throw undecodable();
      }
    } catch (IOException _) {
      throw undecodable();
    }
  }

  /** Reads until the body has as many bytes as permitted; returns whether the stream had more. */
  private boolean fill(InputStream in) throws IOException {
    var chunk = new byte[Math.min(limits.maxBody() + 1, 8 * 1024)];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      int room = limits.maxBody() - read.size();
      read.write(chunk, 0, Math.min(n, room));
      if (n > room) {
        if (limits.overflow() == Overflow.FAIL) {
          throw tooLarge();
        }
        return true;
      }
    }
    return false;
  }

  private ExchangeException tooLarge() {
    return new ExchangeException(
        FailureKind.TOO_LARGE, "the body of the answer of " + peer + " is too large");
  }

  private ExchangeException undecodable() {
    return new ExchangeException(
        FailureKind.PROTOCOL, "the body of the answer of " + peer + " cannot be decompressed");
  }
}
