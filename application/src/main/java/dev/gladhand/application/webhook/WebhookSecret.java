package dev.gladhand.application.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** A secret that the receiver knows too; never in a text form. */
public final class WebhookSecret implements WebhookKey {
  private static final String PREFIX = "whsec_";
  private static final int MADE_BYTES = 32;

  private final String value;

  public WebhookSecret(String value) {
    this.value = value;
  }

  /**
   * @param random must be a cryptographic one
   */
  public static WebhookSecret make(RandomGenerator random) {
    var bytes = new byte[MADE_BYTES];
    random.nextBytes(bytes);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /** Whether a text after {@code whsec_} is no base64, or stands for too few bytes. */
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

  /** The text the receiver knows. */
  public String reveal() {
    return value;
  }

  /**
   * The key of the signature: the base64 part after the prefix decoded, else the bytes of the text.
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
