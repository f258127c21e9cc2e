package dev.gladhand.application.event;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What of an event decides who hears of it.
 *
 * @param resource of the operation; null for events that are not about one
 */
public record Occurrence(
    long position,
    PartnerId partner,
    String name,
    Mode mode,
    @Nullable ConnectionId connection,
    @Nullable String fleetRef,
    @Nullable Resource resource) {

  /** Whether it is about an operation. */
  public boolean operation() {
    return name.startsWith("resource_operation.");
  }

  /** Whether it is about a fleet, be it one without a name of the partner's. */
  public boolean ofFleet() {
    return connection != null || fleetRef != null;
  }

  /** Whether it has a place in the partner's feed: sync writes emit nothing there. */
  public boolean inFeed() {
    return mode == Mode.ASYNC;
  }
}
