package dev.gladhand.application.webhook;

import dev.gladhand.domain.field.Wire;

/** Whether a subscription's events are sent. They are kept in any case. */
public enum WebhookStatus implements Wire {
  ACTIVE,
  /** Its owner has paused it. */
  PAUSED,
  /** The gateway has paused it, because its receiver keeps failing. */
  STALE
}
