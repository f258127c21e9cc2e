package dev.gladhand.application.event;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an event that decide which subscriptions get it.
 *
 * @param position the number of the event in the order in which the store wrote events
 * @param connection the connection that the event is about; null for none
 * @param resource the operation's resource; null for events that are not about an operation
 */
public record Occurrence(
    long position,
    PartnerId partner,
    String name,
    Mode mode,
    @Nullable ConnectionId connection,
    @Nullable String fleetRef,
    @Nullable Resource resource) {

  /** Whether the event is about an operation. */
  public boolean operation() {
    return name.startsWith("resource_operation.");
  }

  /** Whether the event is about a fleet, with or without a {@code fleet_ref}. */
  public boolean ofFleet() {
    return connection != null || fleetRef != null;
  }

  /** Whether the event is in the partner's feed; events of sync writes are not. */
  public boolean inFeed() {
    return mode == Mode.ASYNC;
  }
}
