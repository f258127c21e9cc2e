package dev.gladhand.application;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes keys, nonces and secrets of random bytes. */
public final class RandomBytes {
  private RandomBytes() {}

  /**
   * Makes random bytes.
   *
   * @param random cryptographically strong
   * @param count the number of bytes
   */
  public static byte[] make(RandomGenerator random, int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /**
   * Random bytes as a text of letters, digits, {@code -} and {@code _}.
   *
   * @param random cryptographically strong
   * @param count the number of bytes; the text has a third more characters
   */
  public static String text(RandomGenerator random, int count) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(make(random, count));
  }
}
