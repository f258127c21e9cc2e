package dev.gladhand.application.webhook;

import dev.gladhand.domain.field.Wire;

/** Whether a subscription's events are sent. While they are not, they are kept for it. */
public enum WebhookStatus implements Wire {
  ACTIVE,
  /** The partner has paused the subscription. */
  PAUSED,
  /** The gateway has paused the subscription, because its receiver keeps failing. */
  STALE
}
