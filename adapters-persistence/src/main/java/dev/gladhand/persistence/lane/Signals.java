package dev.gladhand.persistence.lane;

import dev.gladhand.application.store.Wakeups.Signal;
import dev.gladhand.domain.connection.ConnectionId;
import java.util.Optional;

/**
 * Writes and reads signals as the text of a notification. The text begins with the name of the
 * sending node.
 */
final class Signals {
  private Signals() {}

  static String write(String node, Signal signal) {
    return node
        + switch (signal) {
          case Signal.LaneDue() -> " lane";
          case Signal.LaneFilled(var connection) -> " filled " + connection;
          case Signal.EventAdded() -> " event";
          case Signal.ConnectionChanged(var connection) -> " connection " + connection;
          case Signal.PartnerChanged(var client) -> " partner " + client;
        };
  }

  /**
   * Reads a signal. The result is empty for a signal that this node has sent, and for a kind of
   * signal that only a later version knows.
   */
  static Optional<Signal> read(String node, String text) {
    var words = text.split(" ", 3);
    if (words.length < 2 || words[0].equals(node)) {
      return Optional.empty();
    }
    return switch (words[1]) {
      case "lane" -> Optional.of(new Signal.LaneDue());
      case "filled" ->
          words.length < 3
              ? Optional.empty()
              : Optional.of(new Signal.LaneFilled(ConnectionId.of(words[2])));
      case "event" -> Optional.of(new Signal.EventAdded());
      case "connection" ->
          words.length < 3
              ? Optional.empty()
              : Optional.of(new Signal.ConnectionChanged(ConnectionId.of(words[2])));
      case "partner" ->
          words.length < 3 ? Optional.empty() : Optional.of(new Signal.PartnerChanged(words[2]));
      default -> Optional.empty();
    };
  }
}
