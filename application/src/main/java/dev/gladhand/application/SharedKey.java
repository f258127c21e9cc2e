package dev.gladhand.application;

import dev.gladhand.application.store.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key of 256 random bits that is kept in the store and is the same for all nodes. Thread-safe;
 * blocks at its first use.
 */
public final class SharedKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final Secrets secrets;
  private final String name;
  private final RandomGenerator random;
  private volatile byte @Nullable [] key;

  /**
   * @param name the name of the key in the store
   * @param random cryptographically strong
   */
  public SharedKey(Secrets secrets, String name, RandomGenerator random) {
    this.secrets = secrets;
    this.name = name;
    this.random = random;
  }

  public byte[] bytes() {
    var known = key;
    if (known == null) {
      known = secrets.findOrMake(name, () -> RandomBytes.make(random, BYTES));
      key = known;
    }
    return known.clone();
  }

  /** The HMAC-SHA-256 of a text under this key. */
  public byte[] hmac(String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(), ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
