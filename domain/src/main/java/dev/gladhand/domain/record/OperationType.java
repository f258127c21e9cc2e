package dev.gladhand.domain.record;

import java.util.Locale;

/** Whether a write makes a record or changes one. */
public enum OperationType {
  CREATE,
  UPDATE;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
