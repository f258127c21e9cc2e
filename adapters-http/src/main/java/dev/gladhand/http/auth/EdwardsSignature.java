package dev.gladhand.http.auth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * Verifies Ed25519 signatures with the JDK, because the token library would need another library
 * for them.
 */
final class EdwardsSignature {
  private static final int LENGTH = 32;
  // The bytes before the 32 bytes of a key in its X.509 form (RFC 8410).
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private EdwardsSignature() {}

  static boolean holds(SignedJWT token, OctetKeyPair key) {
    var point = key.getX().decode();
    if (!Curve.Ed25519.equals(key.getCurve())
        || point.length != LENGTH
        || token.getHeader().getCriticalParams() != null) {
      return false;
    }
    try {
      var encoded = new byte[PREFIX.length + LENGTH];
      System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
      System.arraycopy(point, 0, encoded, PREFIX.length, LENGTH);
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      signature.update(token.getSigningInput());
      return signature.verify(token.getSignature().decode());
    } catch (GeneralSecurityException e) {
      // The signature or the key is malformed.
      return false;
    }
  }
}
