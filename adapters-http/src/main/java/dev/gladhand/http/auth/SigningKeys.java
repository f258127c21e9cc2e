package dev.gladhand.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.gladhand.application.store.Secrets;
import io.micronaut.context.annotation.Requires;
import io.micronaut.security.token.jwt.endpoints.JwkProvider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the embedded issuer: a key set in the store, the same for all nodes. The first signs,
 * all of them are believed and published, so that a new one can be put in front while tokens of the
 * old one live. Blocks at its first use.
 */
@Singleton
@Requires(beans = AuthSettings.class)
final class SigningKeys implements TokenKeys, JwkProvider {
  private static final String NAME = "token-signing-keys";

  private final Secrets secrets;
  private volatile @Nullable JWKSet all;
  private volatile @Nullable JWKSet published;

  SigningKeys(Secrets secrets) {
    this.secrets = secrets;
  }

  ECKey signing() {
    return (ECKey) keys().getKeys().getFirst();
  }

  @Override
  public List<JWK> retrieveJsonWebKeys() {
    return published().getKeys();
  }

  /** None where the token names none: this issuer always does. */
  @Override
  public JWKSet find(@Nullable String id) {
    return id == null ? new JWKSet() : published();
  }

  @Override
  public @Nullable JWKSet known() {
    return published;
  }

  private JWKSet published() {
    var keys = published;
    if (keys == null) {
      keys = keys().toPublicJWKSet();
      published = keys;
    }
    return keys;
  }

  private JWKSet keys() {
    var keys = all;
    if (keys == null) {
      keys = read(secrets.findOrMake(NAME, SigningKeys::make));
      all = keys;
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
