package dev.gladhand.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.util.Set;

/**
 * Checks signatures by keys, never by what the token would like: asymmetric algorithms only, each
 * with its own keys.
 */
final class Signatures {
  private static final Set<JWSAlgorithm> ECDSA =
      Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);
  private static final Set<JWSAlgorithm> RSA =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);
  private static final Set<JWSAlgorithm> EDWARDS = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
  private static final int LEAST_RSA_BITS = 2048;

  private Signatures() {}

  static boolean holds(SignedJWT token, JWK key) {
    var algorithm = token.getHeader().getAlgorithm();
    var foreseen = key.getAlgorithm();
    if (KeyUse.ENCRYPTION.equals(key.getKeyUse())
        || foreseen != null && !foreseen.getName().equals(algorithm.getName())) {
      return false;
    }
    try {
      return switch (key) {
        case ECKey ec when ECDSA.contains(algorithm) -> holds(token, new ECDSAVerifier(ec));
        case RSAKey rsa when RSA.contains(algorithm) && rsa.size() >= LEAST_RSA_BITS ->
            holds(token, new RSASSAVerifier(rsa));
        case OctetKeyPair edwards when EDWARDS.contains(algorithm) ->
            EdwardsSignature.holds(token, edwards);
        default -> false;
      };
    } catch (JOSEException e) {
      // The key does not fit the algorithm.
      return false;
    }
  }

  private static boolean holds(SignedJWT token, JWSVerifier verifier) throws JOSEException {
    return token.verify(verifier);
  }
}
