package dev.gladhand.webhooks;

import dev.gladhand.application.webhook.WebhookKey;
import dev.gladhand.application.webhook.WebhookKeyPair;
import dev.gladhand.application.webhook.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a delivery for the header {@code webhook-signature} of Standard Webhooks. */
final class SignatureHeader {
  private static final String HMAC = "HmacSHA256";
  private static final String EDWARDS = "Ed25519";

  private SignatureHeader() {}

  /**
   * The header's value: one signature for each secret or key pair, separated by spaces.
   *
   * @param timestamp seconds since 1970
   */
  static String of(List<WebhookKey> keys, String id, long timestamp, byte[] body) {
    var head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(key -> of(key, head, body)).collect(Collectors.joining(" "));
  }

  private static String of(WebhookKey key, byte[] head, byte[] body) {
    return switch (key) {
      case WebhookSecret secret -> "v1," + base64(authenticated(secret, head, body));
      case WebhookKeyPair pair -> "v1a," + base64(signed(pair, head, body));
    };
  }

  private static byte[] authenticated(WebhookSecret secret, byte[] head, byte[] body) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.key(), HMAC));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static byte[] signed(WebhookKeyPair pair, byte[] head, byte[] body) {
    try {
      var signature = Signature.getInstance(EDWARDS);
      signature.initSign(pair.privateKey());
      signature.update(head);
      signature.update(body);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + EDWARDS, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
