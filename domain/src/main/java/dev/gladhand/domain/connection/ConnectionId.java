package dev.gladhand.domain.connection;

import java.util.UUID;

/** Names a connection: one fleet's account at one TSP. A UUIDv7. */
public record ConnectionId(UUID value) {
  public static ConnectionId of(String text) {
    return new ConnectionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
