package dev.gladhand.console.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.application.BoundedCache;
import dev.gladhand.application.partner.Client;
import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.store.Secrets;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of the console: signed tokens that no store keeps, with a key in the store that is the
 * same for all nodes. One ends with its eight hours, a rotated secret, a disabled partner, or, on
 * the node that was told, by signing out. Thread-safe; blocks.
 */
@Singleton
final class Sessions {
  static final Duration LIFE = Duration.ofHours(8);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String KEY_NAME = "console-session-key";
  private static final String VERSION = "ver";
  private static final String ISSUER = "gladhand-console";
  private static final int BYTES = 32;
  private static final int MOST_ENDED = 100_000;

  private final Secrets secrets;
  private final Clients clients;
  private final InstantSource clock;
  private final BoundedCache<String, Boolean> ended = new BoundedCache<>(MOST_ENDED);
  private volatile byte @Nullable [] key;

  Sessions(Secrets secrets, Clients clients, InstantSource clock) {
    this.secrets = secrets;
    this.clients = clients;
    this.clock = clock;
  }

  String begin(Client client) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(client.id())
            .jwtID(Base64.getUrlEncoder().withoutPadding().encodeToString(make()))
            .claim(VERSION, client.version())
            .expirationTime(Date.from(now.plus(LIFE)))
            .build();
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key()));
    } catch (JOSEException e) {
      throw new IllegalStateException("the session key does not sign", e);
    }
    return token.serialize();
  }

  /** Who is signed in by this token, as the client may do now. */
  Optional<SignedIn> find(String token) {
    try {
      var signed = SignedJWT.parse(token);
      if (!signed.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
          || !signed.verify(new MACVerifier(key()))) {
        return Optional.empty();
      }
      var claims = signed.getJWTClaimsSet();
      var session = claims.getJWTID();
      if (!ISSUER.equals(claims.getIssuer())
          || !clock.instant().isBefore(claims.getExpirationTime().toInstant())
          || ended.get(session) != null) {
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
    ended.put(session, true);
  }

  private byte[] key() {
    var known = key;
    if (known == null) {
      known = secrets.findOrMake(KEY_NAME, Sessions::make);
      key = known;
    }
    return known;
  }

  private static byte[] make() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
