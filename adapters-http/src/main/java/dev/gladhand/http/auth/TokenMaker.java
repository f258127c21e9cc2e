package dev.gladhand.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.application.partner.Client;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes the tokens of the embedded issuer. */
@Singleton
@Requires(beans = AuthSettings.class)
public final class TokenMaker {
  static final String ISSUER = "gladhand";
  static final String AUDIENCE = "gladhand";
  static final String PARTNER = "partner_id";
  static final String SCOPE = "scope";

  /** The claim with the version of the secret with which the token was requested. */
  static final String VERSION = "ver";

  public static final Duration LIFE = Duration.ofHours(1);

  private final SigningKeys keys;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  TokenMaker(SigningKeys keys, Supplier<UUID> ids, InstantSource clock) {
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
  }

  public String make(Client client, Collection<String> scopes) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(client.id())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .jwtID(ids.get().toString())
            .claim(SCOPE, String.join(" ", scopes))
            .claim(VERSION, client.version());
    if (client.partner() != null) {
      claims.claim(PARTNER, client.partner().toString());
    }
    var key = keys.signing();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    var token = new SignedJWT(header, claims.build());
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the signing key does not sign", e);
    }
    return token.serialize();
  }
}
