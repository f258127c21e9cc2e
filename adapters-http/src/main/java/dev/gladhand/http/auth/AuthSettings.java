package dev.gladhand.http.auth;

import dev.gladhand.http.answer.Halt;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says which issuer makes the tokens.
 *
 * @param external the only issuer that is trusted; null for the embedded one
 */
public record AuthSettings(@Nullable External external) {
  public static final AuthSettings EMBEDDED = new AuthSettings(null);

  /** Ends a request that needs the embedded issuer if there is none. */
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
