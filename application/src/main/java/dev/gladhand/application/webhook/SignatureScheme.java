package dev.gladhand.application.webhook;

import dev.gladhand.domain.field.Wire;

/** The algorithm that signs a subscription's deliveries. */
public enum SignatureScheme implements Wire {
  /** HMAC-SHA256 by a secret that both sides know. */
  HMAC,
  /** Ed25519; the receiver knows only the public key. */
  ED25519
}
