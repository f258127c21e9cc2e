package dev.gladhand.http.auth;

import dev.gladhand.http.answer.Halt;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says which issuer makes the tokens.
 *
 * @param external the external issuer, which is then the only one that is trusted; null if the
 *     embedded issuer makes the tokens
 */
public record AuthSettings(@Nullable External external) {
  public static final AuthSettings EMBEDDED = new AuthSettings(null);

  /**
   * Ends the request with a 404 if an external issuer makes the tokens, because the embedded one is
   * not in use then.
   */
  public void requireEmbedded() {
    if (external != null) {
      throw Halt.notFound("this installation issues no tokens: get them from its external issuer");
    }
  }

  /**
   * An issuer outside this program.
   *
   * @param issuer its name, as its tokens have it in {@code iss}
   * @param audience the name of this installation, as the tokens have it in {@code aud}
   * @param partnerClaim the claim that holds the partner's id
   * @param admin whether the scope {@code admin} of its tokens is honoured
   * @param provision whether an unknown partner is created instead of refused
   * @param lifetime the longest lifetime that its tokens may have
   */
  public record External(
      String issuer,
      URI keySet,
      String audience,
      String partnerClaim,
      boolean admin,
      boolean provision,
      Duration lifetime) {}
}
