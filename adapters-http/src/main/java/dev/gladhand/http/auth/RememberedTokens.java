package dev.gladhand.http.auth;

import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.http.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose signature and claims held, by their hash, until they expire: checking a signature
 * costs more than everything else of a request. Bounded; thread-safe.
 */
final class RememberedTokens {
  private static final int MOST = 10_000;
  private static final int MOST_CHARACTERS = 16_384;

  /** What a token came to; whether its client may still call is looked at each time. */
  record Known(Caller caller, String version, Instant until) {}

  private final InstantSource clock;
  private final Map<ByteBuffer, Known> known = new ConcurrentHashMap<>();

  RememberedTokens(InstantSource clock) {
    this.clock = clock;
  }

  @Nullable Known find(String token) {
    if (token.length() > MOST_CHARACTERS) {
      return null;
    }
    var found = known.get(hash(token));
    return found != null && clock.instant().isBefore(found.until) ? found : null;
  }

  void put(String token, Known what) {
    if (known.size() >= MOST) {
      var now = clock.instant();
      known.values().removeIf(one -> !now.isBefore(one.until));
      if (known.size() >= MOST) {
        known.clear();
      }
    }
    known.put(hash(token), what);
  }

  /** A signed token, whoever signed it; ends the request where it is none. */
  static SignedJWT parse(String token) {
    if (token.length() > MOST_CHARACTERS) {
      throw Claims.invalid();
    }
    try {
      return SignedJWT.parse(token);
    } catch (ParseException | IllegalArgumentException e) {
      throw Claims.invalid();
    }
  }

  static Claims claims(SignedJWT token) {
    try {
      return new Claims(token.getJWTClaimsSet());
    } catch (ParseException | IllegalArgumentException e) {
      throw Claims.invalid();
    }
  }

  private static ByteBuffer hash(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
