package dev.gladhand.domain.unit;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** The unit of an odometer's reading. */
public enum OdometerUnit implements Wire {
  MILES,
  METERS,
  KILO_METERS;

  @Override
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
