package dev.gladhand.application.webhook;

import dev.gladhand.domain.field.Wire;

/** Whether a subscription's events are sent. Events are kept for it in any case. */
public enum WebhookStatus implements Wire {
  ACTIVE,
  /** The partner has paused the subscription. */
  PAUSED,
  /** The gateway has paused the subscription, because its receiver keeps failing. */
  STALE
}
