package dev.gladhand.application.invitation;

import dev.gladhand.application.store.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes PKCE's verifiers. A verifier is an HMAC over the state, so that none is stored and every
 * node makes the same. Thread-safe; blocks at its first use.
 */
public final class CodeChallenges {
  private static final String KEY_NAME = "connect-verifier-key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Secrets secrets;

  public CodeChallenges(Secrets secrets) {
    this.secrets = secrets;
  }

  String verifier(String state) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secrets.findOrMake(KEY_NAME, CodeChallenges::make), ALGORITHM));
      return text(mac.doFinal(state.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /** The challenge by S256. */
  String challenge(String state) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return text(sha.digest(verifier(state).getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] make() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
