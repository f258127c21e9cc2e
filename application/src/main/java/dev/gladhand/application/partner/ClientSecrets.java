package dev.gladhand.application.partner;

import dev.gladhand.application.store.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes the secrets of clients and compares them. A secret has 256 random bits, so a keyed hash
 * protects it as well as a slow hash would, without the cost. Thread-safe; blocks at its first use.
 */
public final class ClientSecrets {
  private static final String KEY_NAME = "client-secret-key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final Secrets secrets;
  private final RandomGenerator random;
  private volatile @Nullable SecretKeySpec key;

  /**
   * @param random cryptographically strong
   */
  public ClientSecrets(Secrets secrets, RandomGenerator random) {
    this.secrets = secrets;
    this.random = random;
  }

  String make() {
    return "gls_" + Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(BYTES));
  }

  String makeClientId() {
    return "gl_" + HexFormat.of().formatHex(randomBytes(12));
  }

  public String hash(String secret) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares two hashes in a time that does not depend on where they differ. */
  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private SecretKeySpec key() {
    var known = key;
    if (known == null) {
      known = new SecretKeySpec(secrets.findOrMake(KEY_NAME, () -> randomBytes(BYTES)), ALGORITHM);
      key = known;
    }
    return known;
  }

  private byte[] randomBytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
