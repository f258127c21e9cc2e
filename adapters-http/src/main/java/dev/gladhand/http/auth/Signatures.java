package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.security.token.jwt.signature.jwks.DefaultJwkValidator;
import jakarta.inject.Singleton;

/** Verifies signatures, also with Ed25519 keys, and refuses RSA keys that are too short. */
@Singleton
@Replaces(DefaultJwkValidator.class)
final class Signatures extends DefaultJwkValidator {
  private static final int LEAST_RSA_BITS = 2048;

  @Override
  public boolean validate(SignedJWT token, JWK key) {
    return switch (key) {
      case OctetKeyPair edwards -> EdwardsSignature.holds(token, edwards);
      case RSAKey rsa when rsa.size() < LEAST_RSA_BITS -> false;
      default -> super.validate(token, key);
    };
  }
}
