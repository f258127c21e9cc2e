package dev.gladhand.domain.payload;

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
