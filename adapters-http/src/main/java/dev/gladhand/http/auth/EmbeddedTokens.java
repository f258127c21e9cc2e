package dev.gladhand.http.auth;

import dev.gladhand.application.partner.Client;
import dev.gladhand.application.partner.Clients;
import dev.gladhand.http.Caller;
import dev.gladhand.http.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Believes the tokens that this gateway made itself. */
final class EmbeddedTokens implements Tokens {
  private final SigningKeys keys;
  private final Clients clients;
  private final InstantSource clock;
  private final RememberedTokens remembered;

  EmbeddedTokens(SigningKeys keys, Clients clients, InstantSource clock) {
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
    var client = clients.remembered(known.caller().clientId());
    return client.filter(one -> speaksFor(known, one)).isPresent() ? known.caller() : null;
  }

  @Override
  public Caller verify(String token) {
    var known = remembered.find(token);
    if (known == null) {
      known = check(token);
      remembered.put(token, known);
    }
    var read = known;
    if (clients.find(read.caller().clientId()).filter(one -> speaksFor(read, one)).isEmpty()) {
      throw Claims.invalid();
    }
    return read.caller();
  }

  private RememberedTokens.Known check(String token) {
    var signed = RememberedTokens.parse(token);
    var key = keys.find(signed.getHeader().getKeyID()).orElseThrow(Claims::invalid);
    if (!Signatures.holds(signed, key)) {
      throw Claims.invalid();
    }
    var claims = RememberedTokens.claims(signed);
    claims.check(TokenMaker.ISSUER, TokenMaker.AUDIENCE, clock.instant(), Duration.ZERO);
    var version = claims.text(TokenMaker.VERSION);
    if (version == null) {
      throw Claims.invalid();
    }
    var caller = new Caller(claims.subject(), claims.partner(TokenMaker.PARTNER), claims.scopes());
    return new RememberedTokens.Known(caller, version, claims.expires());
  }

  private static boolean speaksFor(RememberedTokens.Known token, Client client) {
    return !client.disabled()
        && client.version().equals(token.version())
        && java.util.Objects.equals(client.partner(), token.caller().partner());
  }
}
