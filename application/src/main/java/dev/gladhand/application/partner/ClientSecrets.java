package dev.gladhand.application.partner;

import dev.gladhand.application.RandomBytes;
import dev.gladhand.application.SharedKey;
import dev.gladhand.application.store.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes the secrets of clients and compares them. A secret has 256 random bits, so a keyed hash
 * protects it as well as a slow hash would, without the cost. Thread-safe; blocks at its first use.
 */
public final class ClientSecrets {
  private static final int BYTES = 32;

  private final RandomGenerator random;
  private final SharedKey key;

  /**
   * @param random cryptographically strong
   */
  public ClientSecrets(Secrets secrets, RandomGenerator random) {
    this.random = random;
    this.key = new SharedKey(secrets, "client-secret-key", random);
  }

  String make() {
    return "gls_" + RandomBytes.text(random, BYTES);
  }

  String makeClientId() {
    return "gl_" + HexFormat.of().formatHex(RandomBytes.make(random, 12));
  }

  public String hash(String secret) {
    return HexFormat.of().formatHex(key.hmac(secret));
  }

  /** Compares two hashes in a time that does not depend on where they differ. */
  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
