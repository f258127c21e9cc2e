package dev.gladhand.console.page;

import dev.gladhand.application.SharedKey;
import dev.gladhand.application.store.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the tokens of forms. A token is an HMAC over the id in the browser's cookie, so
 * that only this site can make one. The key is in the store, the same for all nodes. Thread-safe;
 * blocks at its first use.
 */
@Singleton
public final class Csrf {
  /** The name of the field with the token. */
  public static final String FIELD = "_csrf";

  private final SharedKey key;

  Csrf(Secrets secrets) {
    this.key = new SharedKey(secrets, "console-csrf-key", new SecureRandom());
  }

  /** The token for the browser with this id. */
  public String token(String browser) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.hmac(browser));
  }

  /** Whether the token belongs to the browser. Compares in constant time. */
  public boolean holds(String browser, @Nullable String token) {
    return token != null
        && MessageDigest.isEqual(
            token(browser).getBytes(StandardCharsets.US_ASCII),
            token.getBytes(StandardCharsets.UTF_8));
  }
}
