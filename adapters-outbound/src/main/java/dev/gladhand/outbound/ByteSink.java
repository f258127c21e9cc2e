package dev.gladhand.outbound;

import java.io.IOException;
import java.util.Arrays;

/** Collects bytes up to a cap; says when there was more. */
final class ByteSink {
  private static final int FIRST = 1_024;

  private final int cap;
  private byte[] bytes;
  private int length;
  private boolean overflowed;

  /** Reads some bytes into an array; negative at the end. */
  @FunctionalInterface
  interface Source {
    int read(byte[] bytes, int offset, int length) throws IOException;
  }

  /**
   * Makes an empty sink.
   *
   * @param expected bytes that will probably come; negative if not known
   */
  ByteSink(int cap, long expected) {
    this.cap = cap;
    // One more than the cap, so that the byte that is too much is seen.
    this.bytes = new byte[(int) Math.min(expected < 0 ? FIRST : expected, cap + 1L)];
  }

  /** Reads to the end, or until the cap is passed. */
  void fill(Source source) throws IOException {
    while (!overflowed) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(FIRST, length * 2L), cap + 1L));
      }
      int read = source.read(bytes, length, bytes.length - length);
      if (read < 0) {
        return;
      }
      length += read;
      overflowed = length > cap;
    }
  }

  boolean overflowed() {
    return overflowed;
  }

  int length() {
    return length;
  }

  /** What was collected, at most the cap. */
  byte[] toBytes() {
    int kept = Math.min(length, cap);
    return kept == bytes.length ? bytes : Arrays.copyOf(bytes, kept);
  }
}
