package dev.gladhand.domain.connection;

import java.util.UUID;

/** The id of a partner. Every stored object belongs to one partner. */
public record PartnerId(UUID value) {
  public static PartnerId of(String text) {
    return new PartnerId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
