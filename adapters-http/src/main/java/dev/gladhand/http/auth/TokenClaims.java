package dev.gladhand.http.auth;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.http.answer.Halt;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.Claims;
import io.micronaut.security.token.jwt.validator.ExpirationJwtClaimsValidator;
import io.micronaut.security.token.jwt.validator.GenericJwtClaimsValidator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Checks the claims of a token whose signature is valid: issuer, audience, times by the store's
 * clock, and the partner or the version of the secret.
 */
@Singleton
@Requires(beans = AuthSettings.class)
@Replaces(ExpirationJwtClaimsValidator.class)
final class TokenClaims implements GenericJwtClaimsValidator<HttpRequest<?>> {
  static final Duration SKEW = Duration.ofSeconds(5);

  private final AuthSettings settings;
  private final InstantSource clock;

  TokenClaims(AuthSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public boolean validate(Claims claims, @Nullable HttpRequest<?> request) {
    var external = settings.external();
    if (external == null) {
      return isOf(TokenMaker.ISSUER, TokenMaker.AUDIENCE, claims)
          && isCurrent(claims, Duration.ZERO)
          && claims.get(TokenMaker.VERSION) instanceof String
          && hasPartnerOrNone(claims, TokenMaker.PARTNER);
    }
    return isOf(external.issuer(), external.audience(), claims)
        && isCurrent(claims, SKEW)
        && isShortLived(claims, external.lifetime())
        && hasPartnerOrNone(claims, external.partnerClaim());
  }

  private static boolean isOf(String issuer, String audience, Claims claims) {
    return issuer.equals(claims.get(Claims.ISSUER))
        && claims.get(Claims.AUDIENCE) instanceof Collection<?> audiences
        && audiences.contains(audience);
  }

  private boolean isCurrent(Claims claims, Duration skew) {
    var now = clock.instant();
    var expires = moment(claims, Claims.EXPIRATION_TIME);
    var begins = moment(claims, Claims.NOT_BEFORE);
    if (expires == null || begins != null && now.plus(skew).isBefore(begins)) {
      return false;
    }
    if (!now.isBefore(expires.plus(skew))) {
      throw Halt.unauthorized("the token has expired");
    }
    return true;
  }

  /** Whether the token's whole lifetime and its remaining lifetime are both within the limit. */
  private boolean isShortLived(Claims claims, Duration most) {
    var issued = moment(claims, Claims.ISSUED_AT);
    var expires = moment(claims, Claims.EXPIRATION_TIME);
    var latest = clock.instant().plus(SKEW);
    var from = issued == null || latest.isBefore(issued) ? latest : issued;
    if (expires == null || from.plus(most).isBefore(expires)) {
      throw Halt.unauthorized("the token's lifetime is longer than GLADHAND_ISSUER_LIFETIME");
    }
    return true;
  }

  private static boolean hasPartnerOrNone(Claims claims, String claim) {
    return claims.get(claim) == null || partner(claims.get(claim)) != null;
  }

  static @Nullable PartnerId partner(@Nullable Object claim) {
    var id = claim instanceof String text ? Uuids.parse(text) : null;
    return id == null ? null : new PartnerId(id);
  }

  private static @Nullable Instant moment(Claims claims, String name) {
    return claims.get(name) instanceof Date date ? date.toInstant() : null;
  }
}
