package dev.gladhand.application.webhook;

import dev.gladhand.application.RandomBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** A secret that the receiver also knows. Its {@code toString} returns only asterisks. */
public final class WebhookSecret implements WebhookKey {
  private static final String PREFIX = "whsec_";
  private static final int MADE_BYTES = 32;

  private final String value;

  public WebhookSecret(String value) {
    this.value = value;
  }

  /**
   * Makes a secret.
   *
   * @param random must be a cryptographic one
   */
  public static WebhookSecret make(RandomGenerator random) {
    var bytes = RandomBytes.make(random, MADE_BYTES);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * Whether the value begins with {@code whsec_} and the rest is not base64, or encodes fewer than
   * {@code leastBytes} bytes.
   */
  static boolean unreadable(String value, int leastBytes) {
    if (!value.startsWith(PREFIX)) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(value.substring(PREFIX.length())).length < leastBytes;
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  /** The text that the receiver has. */
  public String reveal() {
    return value;
  }

  /**
   * The key of the signature: the decoded base64 part after the prefix, or else the bytes of the
   * text.
   */
  public byte[] key() {
    return value.startsWith(PREFIX)
        ? Base64.getDecoder().decode(value.substring(PREFIX.length()))
        : value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookSecret that && Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "*****";
  }
}
