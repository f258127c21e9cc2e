package dev.gladhand.application.event;

import java.util.UUID;

/** Names an event; a receiver removes duplicates by it. A UUIDv7. */
public record EventId(UUID value) {
  public static EventId of(String text) {
    return new EventId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
