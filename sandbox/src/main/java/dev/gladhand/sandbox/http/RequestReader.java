package dev.gladhand.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads requests from a connection; never keeps more bytes in memory than its limits allow. */
final class RequestReader {
  private static final int LONGEST_HEAD = 64 * 1024;
  private static final byte[] NOTHING = new byte[0];

  private final InputStream in;
  private final int longestBody;
  private byte[] buffer = new byte[4096];
  private int start;
  private int end;

  RequestReader(InputStream in, int longestBody) {
    this.in = in;
    this.longestBody = longestBody;
  }

  /** Reads the head of the next request; null if the other side has closed the connection. */
  @Nullable RequestHead head() throws IOException, MalformedRequest {
    while (true) {
      // An empty line before a request line is accepted (RFC 9112, section 2.2).
      while (start < end && (buffer[start] == '\r' || buffer[start] == '\n')) {
        start++;
      }
      if (start < end || fill()) {
        break;
      }
      return null;
    }
    int scanned = start;
    while (true) {
      int blank = blankLine(scanned);
      if (blank >= 0) {
        byte[] raw = Arrays.copyOfRange(buffer, start, blank);
        start = blank;
        return raw.length < 4 ? head() : RequestHead.parse(raw);
      }
      if (end - start > LONGEST_HEAD) {
        throw new MalformedRequest(431, "the header lines are too long");
      }
      int before = end - start;
      if (!fill()) {
        return null;
      }
      scanned = start + Math.max(0, before - 3);
    }
  }

  byte[] body(RequestHead head) throws IOException, MalformedRequest {
    String encoding = head.headers().first("Transfer-Encoding");
    String length = head.headers().first("Content-Length");
    if (encoding != null) {
      if (!encoding.equalsIgnoreCase("chunked") || length != null) {
        throw new MalformedRequest(400, "the length of the body is ambiguous");
      }
      return chunks();
    }
    if (length == null) {
      return NOTHING;
    }
    if (!length.matches("\\d{1,18}") || head.headers().all("Content-Length").size() > 1) {
      throw new MalformedRequest(400, "malformed Content-Length");
    }
    long size = Long.parseLong(length);
    if (size > longestBody) {
      throw new MalformedRequest(413, "the body is too large");
    }
    return exactly((int) size);
  }

  private byte[] chunks() throws IOException, MalformedRequest {
    var out = new ByteArrayOutputStream();
    while (true) {
      String line = line();
      int semicolon = line.indexOf(';');
      String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
      if (!size.matches("[0-9a-fA-F]{1,8}")) {
        throw new MalformedRequest(400, "malformed chunk");
      }
      long bytes = Long.parseLong(size, 16);
      if (out.size() + bytes > longestBody) {
        throw new MalformedRequest(413, "the body is too large");
      }
      if (bytes == 0) {
        skipTrailers();
        return out.toByteArray();
      }
      out.writeBytes(exactly((int) bytes));
      if (!line().isEmpty()) {
        throw new MalformedRequest(400, "malformed chunk");
      }
    }
  }

  private void skipTrailers() throws IOException, MalformedRequest {
    for (int lines = 0; !line().isEmpty(); lines++) {
      if (lines > 100) {
        throw new MalformedRequest(431, "too many trailer lines");
      }
    }
  }

  private String line() throws IOException, MalformedRequest {
    for (int at = start; ; at++) {
      if (at - start > 4096) {
        throw new MalformedRequest(400, "malformed chunk");
      }
      if (at == end) {
        int before = at - start;
        if (!fill()) {
          throw new EOFException("the request ended in its body");
        }
        at = start + before;
      }
      if (buffer[at] == '\n') {
        int stop = at > start && buffer[at - 1] == '\r' ? at - 1 : at;
        String line = new String(buffer, start, stop - start, StandardCharsets.ISO_8859_1);
        start = at + 1;
        return line;
      }
    }
  }

  private byte[] exactly(int size) throws IOException {
    byte[] bytes = new byte[size];
    int buffered = Math.min(size, end - start);
    System.arraycopy(buffer, start, bytes, 0, buffered);
    start += buffered;
    if (in.readNBytes(bytes, buffered, size - buffered) < size - buffered) {
      throw new EOFException("the request ended in its body");
    }
    return bytes;
  }

  /**
   * The position after the next empty line, which ends a head; -1 if that line has not been read
   * yet.
   */
  private int blankLine(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] != '\n') {
        continue;
      }
      if (i + 1 < end && buffer[i + 1] == '\n') {
        return i + 2;
      }
      if (i + 2 < end && buffer[i + 1] == '\r' && buffer[i + 2] == '\n') {
        return i + 3;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == buffer.length) {
      byte[] target = start > 0 ? buffer : new byte[buffer.length * 2];
      System.arraycopy(buffer, start, target, 0, end - start);
      buffer = target;
      end -= start;
      start = 0;
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read <= 0) {
      return false;
    }
    end += read;
    return true;
  }
}
