package dev.gladhand.http.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.context.annotation.Requires;
import io.micronaut.security.token.jwt.signature.SignatureConfiguration;
import io.micronaut.security.token.jwt.signature.jwks.JwkValidator;
import jakarta.inject.Singleton;

/**
 * Accepts a token's signature if one of the issuer's keys that fit the token's header verifies it.
 * The key decides which algorithms are allowed, so that a token cannot use a public key as a shared
 * secret.
 */
@Singleton
@Requires(beans = AuthSettings.class)
final class KeySignatures implements SignatureConfiguration {
  private final TokenKeys keys;
  private final JwkValidator validator;

  KeySignatures(TokenKeys keys, JwkValidator validator) {
    this.keys = keys;
    this.validator = validator;
  }

  @Override
  public boolean verify(SignedJWT token) {
    var fitting = JWKMatcher.forJWSHeader(token.getHeader());
    return fitting != null
        && new JWKSelector(fitting)
            .select(keys.find(token.getHeader().getKeyID())).stream()
                .anyMatch(key -> validator.validate(token, key));
  }

  @Override
  public boolean supports(JWSAlgorithm algorithm) {
    return JWSAlgorithm.Family.SIGNATURE.contains(algorithm);
  }

  @Override
  public String supportedAlgorithmsMessage() {
    return "the asymmetric algorithms are supported";
  }
}
