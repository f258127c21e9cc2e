package dev.gladhand.http.auth;

import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.Caller;
import dev.gladhand.http.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Believes the tokens of the issuer that the operator named, and no others. That issuer says who is
 * a partner; one that is known here and disabled is refused all the same.
 */
final class ExternalTokens implements Tokens {
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final AuthSettings.External issuer;
  private final IssuerKeys keys;
  private final Clients clients;
  private final InstantSource clock;
  private final RememberedTokens remembered;

  ExternalTokens(
      AuthSettings.External issuer, IssuerKeys keys, Clients clients, InstantSource clock) {
    this.issuer = issuer;
    this.keys = keys;
    this.clients = clients;
    this.clock = clock;
    this.remembered = new RememberedTokens(clock);
  }

  @Override
  public @Nullable Caller remembered(String token) {
    var known = remembered.find(token);
    if (known == null) {
      return null;
    }
    var partner = known.caller().partner();
    if (partner == null) {
      return known.caller();
    }
    return Boolean.FALSE.equals(clients.rememberedShutOut(partner)) ? known.caller() : null;
  }

  @Override
  public Caller verify(String token) {
    var known = remembered.find(token);
    if (known == null) {
      known = check(token);
      remembered.put(token, known);
    }
    var partner = known.caller().partner();
    if (partner != null && clients.isShutOut(partner)) {
      throw Claims.invalid();
    }
    return known.caller();
  }

  private RememberedTokens.Known check(String token) {
    var signed = RememberedTokens.parse(token);
    var header = signed.getHeader();
    if (keys.candidates(header.getKeyID()).stream()
        .noneMatch(key -> Signatures.holds(signed, key))) {
      throw Claims.invalid();
    }
    var claims = RememberedTokens.claims(signed);
    claims.check(issuer.issuer(), issuer.audience(), clock.instant(), SKEW);
    var scopes = claims.scopes();
    var partner = claims.partner(issuer.partnerClaim());
    if (partner == null && !scopes.contains(Scopes.ADMIN)) {
      throw Claims.refused("the token names no partner");
    }
    var caller = new Caller(claims.subject(), partner, scopes);
    return new RememberedTokens.Known(caller, "", claims.expires().plus(SKEW));
  }
}
