package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** When an inspection took place. */
public enum DvirLogType implements Wire {
  PRE_TRIP,
  POST_TRIP,
  MECHANIC,
  UNKNOWN;

  @Override
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
