package dev.gladhand.application.event;

import java.util.UUID;

/** The id of an event; a receiver recognises duplicates by it. A UUIDv7. */
public record EventId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
