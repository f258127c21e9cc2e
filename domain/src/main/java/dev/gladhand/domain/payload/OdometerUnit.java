package dev.gladhand.domain.payload;

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
