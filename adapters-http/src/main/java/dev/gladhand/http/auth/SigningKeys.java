package dev.gladhand.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.gladhand.application.store.Secrets;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the embedded issuer: a key set in the store, the same for all nodes. The first signs,
 * all of them are believed and published, so that a new one can be put in front while tokens of the
 * old one live. Blocks at its first use.
 */
final class SigningKeys {
  private static final String NAME = "token-signing-keys";

  private final Secrets secrets;
  private volatile @Nullable JWKSet known;

  SigningKeys(Secrets secrets) {
    this.secrets = secrets;
  }

  ECKey signing() {
    return (ECKey) keys().getKeys().getFirst();
  }

  Optional<ECKey> find(@Nullable String id) {
    return keys().getKeys().stream()
        .filter(key -> key.getKeyID().equals(id))
        .map(ECKey.class::cast)
        .findFirst();
  }

  /** The public halves. */
  JWKSet published() {
    return keys().toPublicJWKSet();
  }

  private JWKSet keys() {
    var keys = known;
    if (keys == null) {
      keys = read(secrets.findOrMake(NAME, SigningKeys::make));
      known = keys;
    }
    return keys;
  }

  private static JWKSet read(byte[] stored) {
    try {
      return JWKSet.parse(new String(stored, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new IllegalStateException("the stored signing keys cannot be read", e);
    }
  }

  private static byte[] make() {
    try {
      var key =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate();
      return new JWKSet(key).toString(false).getBytes(StandardCharsets.UTF_8);
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM makes no P-256 keys", e);
    }
  }
}
