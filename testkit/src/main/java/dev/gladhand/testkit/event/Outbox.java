package dev.gladhand.testkit.event;

import dev.gladhand.application.event.Event;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;

/** Writes an event like a change of a connection, in its own transaction. */
@FunctionalInterface
public interface Outbox {
  void write(Event event, Mode mode, ConnectionId connection);
}
