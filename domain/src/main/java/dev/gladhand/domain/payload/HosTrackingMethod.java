package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** How a driver records hours of service. */
public enum HosTrackingMethod implements Wire {
  MANUAL,
  AUTOMATIC;

  @Override
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
