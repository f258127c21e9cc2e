package dev.gladhand.application.webhook;

import java.util.UUID;

/** The id of a subscription. A UUIDv7. */
public record WebhookId(UUID value) implements Comparable<WebhookId> {
  public static WebhookId of(String text) {
    return new WebhookId(UUID.fromString(text));
  }

  /** Compares as unsigned numbers, as stores sort ids; locks are taken in this order. */
  @Override
  public int compareTo(WebhookId other) {
    var high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
