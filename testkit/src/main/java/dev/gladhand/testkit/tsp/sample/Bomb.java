package dev.gladhand.testkit.tsp.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Eight megabytes of zeros, compressed. */
final class Bomb {
  static final byte[] BYTES = pack();

  private Bomb() {}

  private static byte[] pack() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(new byte[8 * 1024 * 1024]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
