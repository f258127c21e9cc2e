package dev.gladhand.http.auth;

import com.nimbusds.jwt.JWT;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.Caller;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.RolesFinder;
import io.micronaut.security.token.jwt.validator.JsonWebTokenValidator;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Checks a token's signature and claims, and says which client it belongs to. Blocks. */
@Singleton
@Requires(beans = AuthSettings.class)
final class CheckTokens {
  private final AuthSettings settings;
  private final JsonWebTokenValidator<JWT, HttpRequest<?>> validator;
  private final RolesFinder scopes;

  CheckTokens(
      AuthSettings settings,
      JsonWebTokenValidator<JWT, HttpRequest<?>> validator,
      RolesFinder scopes) {
    this.settings = settings;
    this.validator = validator;
    this.scopes = scopes;
  }

  /**
   * A token that passed the checks.
   *
   * @param version the version of the client's secret with which the token was requested; null if
   *     an external issuer made the token
   * @param until the time from which the token is no longer accepted
   */
  record Checked(Caller caller, @Nullable String version, Instant until) {}

  /** Checks a token; ends the request with a 401 if it is not valid. */
  Checked check(String token) {
    try {
      var claims =
          validator.validate(token, null).orElseThrow(CheckTokens::invalid).getJWTClaimsSet();
      var granted = new HashSet<>(scopes.resolveRoles(claims.getClaims()));
      var until = claims.getExpirationTime().toInstant();
      var external = settings.external();
      if (external == null) {
        var partner = TokenClaims.partner(claims.getClaim(TokenMaker.PARTNER));
        var caller = new Caller(claims.getSubject(), partner, granted);
        return new Checked(caller, claims.getStringClaim(TokenMaker.VERSION), until);
      }
      var partner = TokenClaims.partner(claims.getClaim(external.partnerClaim()));
      if (!external.admin()) {
        granted.remove(Scopes.ADMIN);
      }
      if (partner == null && !granted.contains(Scopes.ADMIN)) {
        throw Halt.unauthorized("the token names no partner");
      }
      var caller = new Caller(claims.getSubject(), partner, granted);
      return new Checked(caller, null, until.plus(TokenClaims.SKEW));
    } catch (ParseException | IllegalArgumentException e) {
      throw invalid();
    }
  }

  /** A 401 without a reason, so that a caller who guesses learns nothing. */
  static Halt invalid() {
    return Halt.unauthorized("the token is not valid");
  }
}
