package dev.gladhand.application.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The algorithm that signs a subscription's deliveries. */
public enum SignatureScheme {
  /** HMAC-SHA256 by a secret that both sides know. */
  HMAC,
  /** Ed25519; the receiver knows only the public key. */
  ED25519;

  /** The name in the API. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SignatureScheme> ofWire(String word) {
    return Arrays.stream(values()).filter(one -> one.wire().equals(word)).findFirst();
  }
}
