package dev.gladhand.domain.record;

import java.util.Locale;

/** Whether a write creates a record or updates one. */
public enum OperationType {
  CREATE,
  UPDATE;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
