package dev.gladhand.console.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.application.RandomBytes;
import dev.gladhand.application.SharedKey;
import dev.gladhand.application.partner.Client;
import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.store.EndedSessions;
import dev.gladhand.application.store.Secrets;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/**
 * Sessions of the console: signed tokens whose key is the same for all nodes. The store keeps only
 * the sessions whose clients have signed out, so that they end on every node. A session also ends
 * after eight hours, when the client's secret is rotated, and when the client is disabled.
 * Thread-safe; blocks.
 */
@Singleton
final class Sessions {
  static final Duration LIFE = Duration.ofHours(8);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String VERSION = "ver";
  private static final String ISSUER = "gladhand-console";
  private static final int BYTES = 32;

  private final Clients clients;
  private final EndedSessions ended;
  private final InstantSource clock;
  private final SharedKey key;

  Sessions(Secrets secrets, Clients clients, EndedSessions ended, InstantSource clock) {
    this.clients = clients;
    this.ended = ended;
    this.clock = clock;
    this.key = new SharedKey(secrets, "console-session-key", RANDOM);
  }

  String begin(Client client) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(client.id())
            .jwtID(RandomBytes.text(RANDOM, BYTES))
            .claim(VERSION, client.version())
            .expirationTime(Date.from(now.plus(LIFE)))
            .build();
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key.bytes()));
    } catch (JOSEException e) {
      throw new IllegalStateException("the session key does not sign", e);
    }
    return token.serialize();
  }

  /** The signed-in client of a token, with its present rights. */
  Optional<SignedIn> find(String token) {
    try {
      var signed = SignedJWT.parse(token);
      if (!signed.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
          || !signed.verify(new MACVerifier(key.bytes()))) {
        return Optional.empty();
      }
      var claims = signed.getJWTClaimsSet();
      var session = claims.getJWTID();
      if (!ISSUER.equals(claims.getIssuer())
          || !clock.instant().isBefore(claims.getExpirationTime().toInstant())
          || ended.ended(session)) {
        return Optional.empty();
      }
      var version = claims.getStringClaim(VERSION);
      return clients
          .find(claims.getSubject())
          .filter(client -> !client.disabled() && client.version().equals(version))
          .map(client -> SignedIn.of(client, session));
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  void end(String session) {
    var now = clock.instant();
    // The entry is kept for the longest life of a session, because the session began before now.
    ended.end(session, now.plus(LIFE), now);
  }
}
