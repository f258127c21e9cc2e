package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What an adapter needs to call a TSP for one connection.
 *
 * @param timeout bound of the whole exchange, from connecting to the last byte
 * @param sending is told each request of a write right before it is sent, on the caller's thread
 */
public record TspAccess(
    ConnectionId connection,
    Credentials credentials,
    Settings settings,
    Duration timeout,
    Consumer<SentRequest> sending) {
  /** For who does not keep what is sent. */
  public TspAccess(
      ConnectionId connection, Credentials credentials, Settings settings, Duration timeout) {
    this(connection, credentials, settings, timeout, _ -> {});
  }

  /** The same, where this one is told what is sent. */
  public TspAccess telling(Consumer<SentRequest> other) {
    return new TspAccess(connection, credentials, settings, timeout, other);
  }

  @Override
  public String toString() {
    return "TspAccess[" + connection + "]";
  }
}
