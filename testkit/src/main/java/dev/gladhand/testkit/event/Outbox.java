package dev.gladhand.testkit.event;

import dev.gladhand.application.event.Event;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;

/** Writes an event as a change of a connection does, in a transaction of its own. */
@FunctionalInterface
public interface Outbox {
  void write(Event event, Mode mode, ConnectionId connection);
}
