package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;

/** Signals changes to other nodes. A signal may be lost, so correctness never depends on it. */
public interface Wakeups {
  /** A message to all nodes that something has changed; it may come although nothing changed. */
  sealed interface Signal {
    /** A lane became due. */
    record LaneDue() implements Signal {}

    /** A write was accepted for a lane that another node holds. */
    record LaneFilled(ConnectionId connection) implements Signal {}

    /** An event waits to be numbered and delivered. */
    record EventAdded() implements Signal {}

    /** A connection, its credentials or settings changed. */
    record ConnectionChanged(ConnectionId connection) implements Signal {}

    /** A partner's client changed. */
    record PartnerChanged(String clientId) implements Signal {}
  }

  void signal(Signal signal);

  /**
   * Adds a listener for the signals of all nodes, including this one. It is called on the thread
   * that signals or on a thread of the store, and must return quickly.
   */
  void listen(java.util.function.Consumer<Signal> listener);
}
