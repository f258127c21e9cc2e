package dev.gladhand.testkit.event;

import dev.gladhand.application.event.Event;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;

/**
 * Writes one event into the store under test, as if a connection had changed. Each event is written
 * in a transaction of its own.
 */
@FunctionalInterface
public interface Outbox {
  void write(Event event, Mode mode, ConnectionId connection);
}
