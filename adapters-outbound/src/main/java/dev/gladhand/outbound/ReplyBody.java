package dev.gladhand.outbound;

import java.nio.charset.StandardCharsets;

/**
 * The bytes of a reply's body, decompressed, and cut at the limit; its text form shows only their
 * number.
 */
public final class ReplyBody {
  private static final ReplyBody EMPTY = new ReplyBody(new byte[0]);

  private final byte[] bytes;

  private ReplyBody(byte[] bytes) {
    this.bytes = bytes;
  }

  public static ReplyBody of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new ReplyBody(bytes);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The body read as UTF-8; malformed bytes become U+FFFD. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
