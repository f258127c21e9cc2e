package dev.gladhand.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key set as it is stored: first the key that signs, then those that signed before it, each
 * with the time ({@code exp}) at which its last token has expired.
 */
public record StoredKeys(List<ECKey> keys) {
  public StoredKeys {
    keys = List.copyOf(keys);
  }

  static StoredKeys make() {
    return new StoredKeys(List.of(newKey()));
  }

  static StoredKeys read(byte[] stored) {
    try {
      return new StoredKeys(
          JWKSet.parse(new String(stored, StandardCharsets.UTF_8)).getKeys().stream()
              .map(JWK::toECKey)
              .toList());
    } catch (ParseException e) {
      throw new IllegalStateException("the stored signing keys cannot be read", e);
    }
  }

  byte[] write() {
    return new JWKSet(List.<JWK>copyOf(keys)).toString(false).getBytes(StandardCharsets.UTF_8);
  }

  public ECKey signing() {
    return keys.getFirst();
  }

  /**
   * The keys whose tokens may still be valid, without their private parts and without {@code exp}.
   */
  JWKSet published(Instant now) {
    return new JWKSet(
        keys.stream()
            .filter(key -> lives(key, now))
            .<JWK>map(key -> new ECKey.Builder(key.toPublicJWK()).expirationTime(null).build())
            .toList());
  }

  /**
   * The set with a new key first, and without the keys that no token needs any more.
   *
   * @param until when the last token of the key that has signed so far expires
   */
  StoredKeys rotated(Instant now, Instant until) {
    var all = new ArrayList<ECKey>();
    all.add(newKey());
    all.add(new ECKey.Builder(signing()).expirationTime(Date.from(until)).build());
    keys.stream().skip(1).filter(key -> lives(key, now)).forEach(all::add);
    return new StoredKeys(all);
  }

  /** The next time at which a key stops being trusted; {@link Instant#MAX} if there is none. */
  Instant nextEnd(Instant now) {
    return keys.stream()
        .map(StoredKeys::end)
        .filter(end -> end != null && now.isBefore(end))
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** The time from which a key is no longer trusted; null for the one that signs. */
  public static @Nullable Instant end(ECKey key) {
    return key.getExpirationTime() == null ? null : key.getExpirationTime().toInstant();
  }

  private static boolean lives(ECKey key, Instant now) {
    var end = end(key);
    return end == null || now.isBefore(end);
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM makes no P-256 keys", e);
    }
  }
}
