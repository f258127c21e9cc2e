package dev.gladhand.application.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An Ed25519 key pair whose public half the receiver gets. Its {@code toString} returns only
 * asterisks.
 */
public final class WebhookKeyPair implements WebhookKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String PUBLIC = "whpk_";
  private static final int LENGTH = 32;

  private final byte[] seed;
  private final byte[] point;

  private WebhookKeyPair(byte[] seed, byte[] point) {
    this.seed = seed;
    this.point = point;
  }

  public static WebhookKeyPair make(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      var pair = generator.generateKeyPair();
      var seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      // The X.509 form of a public key ends with its 32 bytes (RFC 8410).
      var encoded = pair.getPublic().getEncoded();
      return new WebhookKeyPair(
          seed, Arrays.copyOfRange(encoded, encoded.length - LENGTH, encoded.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Reads the text that {@link #reveal} returned. */
  public static WebhookKeyPair of(String text) {
    var both = Base64.getDecoder().decode(text);
    if (both.length != 2 * LENGTH) {
      throw new IllegalArgumentException("a key pair has 64 bytes");
    }
    return new WebhookKeyPair(
        Arrays.copyOf(both, LENGTH), Arrays.copyOfRange(both, LENGTH, 2 * LENGTH));
  }

  /** The private and the public key in base64; called only to write them to the encrypted store. */
  public String reveal() {
    var both = Arrays.copyOf(seed, 2 * LENGTH);
    System.arraycopy(point, 0, both, LENGTH, LENGTH);
    return Base64.getEncoder().encodeToString(both);
  }

  /** The public half in the form for receivers: {@code whpk_} and the 32 bytes in base64. */
  public String publicKey() {
    return PUBLIC + Base64.getEncoder().encodeToString(point);
  }

  public PrivateKey privateKey() {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookKeyPair that
        && Arrays.equals(seed, that.seed)
        && Arrays.equals(point, that.point);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(point);
  }

  @Override
  public String toString() {
    return "*****";
  }
}
