package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** How urgent a message is. */
public enum Priority implements Wire {
  LOW,
  MEDIUM,
  HIGH;

  @Override
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
