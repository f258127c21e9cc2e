package dev.gladhand.domain.connection;

import java.util.UUID;

/** The id of a connection, which is one fleet's account at one TSP; a UUIDv7. */
public record ConnectionId(UUID value) {
  public static ConnectionId of(String text) {
    return new ConnectionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
