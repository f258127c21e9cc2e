package dev.gladhand.application.event;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The events that a subscription asks for: those with one name, or all with the same beginning of
 * the name.
 */
public enum EventPattern {
  OPERATION_CREATED(EventNames.OPERATION_CREATED),
  OPERATION_SUCCEEDED(EventNames.OPERATION_SUCCEEDED),
  OPERATION_FAILED(EventNames.OPERATION_FAILED),
  OPERATIONS("resource_operation.*"),
  CONNECTIONS("connection.*"),
  INVITATIONS("invitation.*"),
  WEBHOOKS("webhook.*");

  private final String wire;

  EventPattern(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  public boolean matches(String eventName) {
    return wire.endsWith("*")
        ? eventName.startsWith(wire.substring(0, wire.length() - 1))
        : wire.equals(eventName);
  }

  public static Optional<EventPattern> ofWire(String wire) {
    return Stream.of(values()).filter(pattern -> pattern.wire.equals(wire)).findFirst();
  }
}
