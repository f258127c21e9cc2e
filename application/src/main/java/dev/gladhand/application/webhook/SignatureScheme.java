package dev.gladhand.application.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a subscription's deliveries are signed. */
public enum SignatureScheme {
  /** HMAC-SHA256 by a secret that both sides know. */
  HMAC,
  /** Ed25519: the receiver knows the public key alone. */
  ED25519;

  /** As the API writes it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SignatureScheme> ofWire(String word) {
    return Arrays.stream(values()).filter(one -> one.wire().equals(word)).findFirst();
  }
}
