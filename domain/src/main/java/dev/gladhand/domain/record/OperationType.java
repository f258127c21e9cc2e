package dev.gladhand.domain.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a write creates a record or updates one. */
public enum OperationType {
  CREATE,
  UPDATE;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<OperationType> ofWire(@Nullable String wire) {
    return Arrays.stream(values()).filter(type -> type.wire().equals(wire)).findFirst();
  }
}
