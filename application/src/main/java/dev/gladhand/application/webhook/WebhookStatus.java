package dev.gladhand.application.webhook;

import java.util.Locale;

/** Whether a subscription's events are sent. They are kept in any case. */
public enum WebhookStatus {
  ACTIVE,
  /** Its owner has paused it. */
  PAUSED,
  /** The gateway has paused it, because its receiver keeps failing. */
  STALE;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static WebhookStatus ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
