package dev.gladhand.domain.unit;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** What an odometer counts in. */
public enum OdometerUnit implements Wire {
  MILES,
  METERS,
  KILO_METERS;

  @Override
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
