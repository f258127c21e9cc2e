package dev.gladhand.domain.record;

import java.util.Locale;
import java.util.Optional;

/** A kind of record that can be written or referred to. */
public enum Resource {
  VEHICLE("vehicles", true),
  TRAILER("trailers", true),
  USER("users", true),
  MESSAGE("messages", false),
  GROUP_MESSAGE("group-messages", false),
  DVIR_LOG("dvir-logs", false),
  FUEL_TRANSACTION("fuel-transactions", false);

  private final String path;
  private final boolean updatable;

  Resource(String path, boolean updatable) {
    this.path = path;
    this.updatable = updatable;
  }

  /** The name in bodies and filters, such as {@code dvir_log}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The segment of a URL, such as {@code dvir-logs}. */
  public String path() {
    return path;
  }

  public boolean allows(OperationType type) {
    return type == OperationType.CREATE || updatable;
  }

  public static Optional<Resource> ofWire(String wire) {
    for (var resource : values()) {
      if (resource.wire().equals(wire)) {
        return Optional.of(resource);
      }
    }
    return Optional.empty();
  }
}
