package dev.gladhand.application.webhook;

import dev.gladhand.domain.record.Uuids;
import java.util.UUID;

/** The id of a subscription. A UUIDv7. */
public record WebhookId(UUID value) implements Comparable<WebhookId> {
  /** Compares as unsigned numbers, as stores sort ids; locks are taken in this order. */
  @Override
  public int compareTo(WebhookId other) {
    return Uuids.ORDER.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
