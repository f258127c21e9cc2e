package dev.gladhand.http.auth;

import dev.gladhand.http.answer.Halt;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the tokens.
 *
 * @param external an issuer besides whom no other is believed; null for the embedded one
 */
public record AuthSettings(@Nullable External external) {
  public static final AuthSettings EMBEDDED = new AuthSettings(null);

  /** Ends a request that concerns the embedded issuer where there is none. */
  public void requireEmbedded() {
    if (external != null) {
      throw Halt.notFound("tokens come from another issuer here");
    }
  }

  /**
   * An issuer outside of this program.
   *
   * @param issuer as its tokens name it in {@code iss}
   * @param audience what its tokens for us name in {@code aud}
   * @param partnerClaim the claim that holds a partner's id
   * @param admin whether its scope {@code admin} counts
   * @param provision whether a partner that is not known here is made, rather than refused
   * @param lifetime how long its tokens may live
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
