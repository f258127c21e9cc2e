package dev.gladhand.http.auth;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.Caller;
import dev.gladhand.http.Halt;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.RolesFinder;
import io.micronaut.security.token.jwt.validator.JsonWebTokenValidator;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Has a token's signature and claims checked, and says whom it speaks for. Blocks. */
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
   * A token that held.
   *
   * @param version of the secret that it was asked for with; null from an external issuer
   */
  record Checked(Caller caller, @Nullable String version, Instant until) {}

  /** Ends the request with a 401 where the token is not to be believed. */
  Checked check(String token) {
    try {
      var claims =
          validator.validate(token, null).orElseThrow(CheckTokens::invalid).getJWTClaimsSet();
      var external = settings.external();
      var until = claims.getExpirationTime().toInstant();
      return external == null
          ? new Checked(
              caller(claims, TokenMaker.PARTNER), claims.getStringClaim(TokenMaker.VERSION), until)
          : new Checked(callerOf(external, claims), null, until.plus(TokenClaims.SKEW));
    } catch (ParseException | IllegalArgumentException e) {
      throw invalid();
    }
  }

  private Caller callerOf(AuthSettings.External external, JWTClaimsSet claims) {
    var caller = caller(claims, external.partnerClaim());
    var granted = new HashSet<>(caller.scopes());
    if (!external.admin()) {
      granted.remove(Scopes.ADMIN);
    }
    if (caller.partner() == null && !granted.contains(Scopes.ADMIN)) {
      throw Halt.unauthorized("the token names no partner");
    }
    return new Caller(caller.clientId(), caller.partner(), granted);
  }

  private Caller caller(JWTClaimsSet claims, String partner) {
    return new Caller(
        claims.getSubject(),
        TokenClaims.partner(claims.getClaim(partner)),
        new HashSet<>(scopes.resolveRoles(claims.getClaims())));
  }

  /** Says no more: a caller who guesses learns nothing. */
  static Halt invalid() {
    return Halt.unauthorized("the token is not valid");
  }
}
