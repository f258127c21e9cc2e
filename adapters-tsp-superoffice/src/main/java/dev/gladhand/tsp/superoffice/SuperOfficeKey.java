package dev.gladhand.tsp.superoffice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Signs with an application's RSA key in PEM: PKCS#8, or PKCS#1 ("BEGIN RSA PRIVATE KEY"). */
final class SuperOfficeKey {
  /**
   * The bytes that precede the RSA key in PKCS#8: version 0 and the identifier of the algorithm.
   */
  private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private SuperOfficeKey() {}

  /** The RSA-SHA256 signature of {@code content} in Base64; null if the key is malformed. */
  static @Nullable String sign(String pem, String content) {
    try {
      var der =
          Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
      var key = pem.contains("BEGIN RSA PRIVATE KEY") ? wrapped(der) : der;
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
      signature.update(content.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return null;
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    var octets = element(OCTETS, pkcs1);
    return element(
        SEQUENCE, ByteBuffer.allocate(RSA.length + octets.length).put(RSA).put(octets).array());
  }

  /** A DER element whose length is encoded in two bytes, as in every RSA key. */
  private static byte[] element(int tag, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .put((byte) tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }
}
