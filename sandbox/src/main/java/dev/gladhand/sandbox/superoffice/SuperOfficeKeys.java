package dev.gladhand.sandbox.superoffice;

import dev.gladhand.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The RSA key pairs of the simulated SuperOffice, made once for each process. Tests may read the
 * private key of the application.
 */
final class SuperOfficeKeys {
  private static final class Application {
    static final KeyPair KEYS = generate();
  }

  private static final class Login {
    static final KeyPair KEYS = generate();
  }

  /** The application's key pair as PEM; the private key signs system tokens. */
  Json.Obj show() {
    KeyPair pair = Application.KEYS;
    return Json.obj(
        "private_key", pem("PRIVATE KEY", pair.getPrivate()),
        "public_key", pem("PUBLIC KEY", pair.getPublic()));
  }

  /** Signs {@code content} with the application's key: base64 of RSA with SHA-256. */
  String sign(byte[] content) {
    return Base64.getEncoder().encodeToString(sign(Application.KEYS, content));
  }

  /**
   * Whether the signature was made with the private key that belongs to this public key (PEM); null
   * stands for the application's public key.
   */
  boolean verifies(@Nullable String publicKey, byte[] content, String signature) {
    try {
      var verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(publicKey == null ? Application.KEYS.getPublic() : read(publicKey));
      verifier.update(content);
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  String jwt(Json.Obj claims) {
    String head = base64(Json.obj("alg", "RS256", "typ", "JWT", "kid", "sandbox").bytes());
    String content = head + "." + base64(claims.bytes());
    return content + "." + base64(sign(Login.KEYS, content.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sign(KeyPair pair, byte[] content) {
    try {
      var signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(pair.getPrivate());
      signer.update(content);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with RSA", e);
    }
  }

  private static KeyPair generate() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static PublicKey read(String pem) throws GeneralSecurityException {
    String content = pem.replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("RSA")
        .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(content)));
  }

  private static String pem(String kind, Key key) {
    byte[] newline = {'\n'};
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, newline).encodeToString(key.getEncoded())
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
