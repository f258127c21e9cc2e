package dev.gladhand.console.page;

import dev.gladhand.application.store.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the tokens of forms: an HMAC over the id in the browser's cookie. Only this site
 * can make one. The key is in the store, the same for all nodes. Thread-safe; blocks at its first
 * use.
 */
@Singleton
public final class Csrf {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The name of the field with the token. */
  public static final String FIELD = "_csrf";

  private static final String KEY_NAME = "console-csrf-key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final Secrets secrets;
  private volatile @Nullable SecretKeySpec key;

  Csrf(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The token for the browser with this id. */
  public String token(String browser) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(browser.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the token belongs to the browser. Compares in constant time. */
  public boolean holds(String browser, @Nullable String token) {
    return token != null
        && MessageDigest.isEqual(
            token(browser).getBytes(StandardCharsets.US_ASCII),
            token.getBytes(StandardCharsets.UTF_8));
  }

  private SecretKeySpec key() {
    var known = key;
    if (known == null) {
      known = new SecretKeySpec(secrets.findOrMake(KEY_NAME, Csrf::make), ALGORITHM);
      key = known;
    }
    return known;
  }

  private static byte[] make() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
