package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;

/**
 * Tells other nodes that something changed, as soon as they can hear it; never relied upon for
 * correctness.
 */
public interface Wakeups {
  /** What may have changed. */
  sealed interface Signal {
    /** A lane became due. */
    record LaneDue() implements Signal {}

    /** Something was accepted for a lane that another node holds. */
    record LaneFilled(ConnectionId connection) implements Signal {}

    /** An event waits to be sent. */
    record EventAdded() implements Signal {}

    /** A connection, its credentials or settings changed. */
    record ConnectionChanged(ConnectionId connection) implements Signal {}

    /** A partner's client changed. */
    record PartnerChanged(String clientId) implements Signal {}
  }

  void signal(Signal signal);

  /**
   * Hears the signals of all nodes, this one included; called on a thread of the store's: return
   * quickly.
   */
  void listen(java.util.function.Consumer<Signal> listener);
}
