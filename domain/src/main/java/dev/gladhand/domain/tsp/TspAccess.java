package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import java.time.Duration;

/**
 * What an adapter needs to call a TSP for one connection.
 *
 * @param timeout the longest time that the whole exchange may take, from connecting to the last
 *     byte
 * @param sending gets each request of a write, and decides whether it may be sent
 */
public record TspAccess(
    ConnectionId connection,
    Credentials credentials,
    Settings settings,
    Duration timeout,
    Sending sending) {
  /** Access for a caller that need not know what is sent. */
  public TspAccess(
      ConnectionId connection, Credentials credentials, Settings settings, Duration timeout) {
    this(connection, credentials, settings, timeout, _ -> {});
  }

  /**
   * The same access, where {@code other} gets each request that changes something, and decides
   * whether it may be sent.
   */
  public TspAccess telling(Sending other) {
    return new TspAccess(connection, credentials, settings, timeout, other);
  }

  @Override
  public String toString() {
    return "TspAccess[" + connection + "]";
  }
}
