package dev.gladhand.domain.connection;

import java.util.UUID;

/** Names a partner: the tenant that every object belongs to. */
public record PartnerId(UUID value) {
  public static PartnerId of(String text) {
    return new PartnerId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
