package dev.gladhand.application.invitation;

import dev.gladhand.application.SharedKey;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.domain.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes the code verifiers and challenges of PKCE (RFC 7636). A verifier is an HMAC over the state,
 * so it need not be stored, and every node makes the same one for a state. Thread-safe; blocks at
 * its first use, and keeps the key, which never changes.
 */
public final class CodeChallenges {
  private final SharedKey key;

  public CodeChallenges(Secrets secrets) {
    this.key = new SharedKey(secrets, "connect-verifier-key", new SecureRandom());
  }

  String verifier(String state) {
    return text(key.hmac(state));
  }

  /** The challenge of the state's verifier, by PKCE's method S256. */
  String challenge(String state) {
    return text(Sha256.digest().digest(verifier(state).getBytes(StandardCharsets.US_ASCII)));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
