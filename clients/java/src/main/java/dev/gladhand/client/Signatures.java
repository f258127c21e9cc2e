package dev.gladhand.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gladhand.client.WebhookReceiver.NotAuthentic;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies signatures of Standard Webhooks: HMAC-SHA256 with a secret, or Ed25519 with a public
 * key.
 */
final class Signatures {
  private static final Duration OFF = Duration.ofMinutes(5);
  private static final String RFC_8410 = "302a300506032b6570032100";

  private final String key;
  private final InstantSource clock;

  Signatures(String key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  void check(String id, String timestamp, String header, byte[] body) throws NotAuthentic {
    if (id == null || header == null || timestamp == null || !timestamp.matches("[0-9]{1,12}")) {
      throw new NotAuthentic("a header is missing");
    }
    var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(sent, clock.instant()).abs().compareTo(OFF) > 0) {
      throw new NotAuthentic("the time of the delivery differs too much from the present time");
    }
    var head = (id + "." + timestamp + ".").getBytes(UTF_8);
    for (var one : header.split(" ")) {
      if (fits(one, head, body)) {
        return;
      }
    }
    throw new NotAuthentic("no signature matches");
  }

  private boolean fits(String one, byte[] head, byte[] body) {
    try {
      var comma = one.indexOf(',');
      var signature = Base64.getDecoder().decode(one.substring(comma + 1));
      if (key.startsWith("whpk_")) {
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey());
        verifier.update(head);
        verifier.update(body);
        return one.startsWith("v1a,") && verifier.verify(signature);
      }
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              key.startsWith("whsec_") ? Base64.getDecoder().decode(key.substring(6)) : key.getBytes(UTF_8),
              "HmacSHA256"));
      mac.update(head);
      return one.startsWith("v1,") && MessageDigest.isEqual(mac.doFinal(body), signature);
    } catch (IllegalArgumentException | java.security.SignatureException e) {
      // It is not base64 or not a signature of this kind, so it is not valid.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key cannot be used", e);
    }
  }

  private PublicKey publicKey() throws GeneralSecurityException {
    var bytes = Base64.getDecoder().decode(key.substring("whpk_".length()));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new X509EncodedKeySpec(
                HexFormat.of().parseHex(RFC_8410 + HexFormat.of().formatHex(bytes))));
  }
}
