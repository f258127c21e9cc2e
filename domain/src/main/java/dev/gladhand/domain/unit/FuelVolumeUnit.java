package dev.gladhand.domain.unit;

import dev.gladhand.domain.field.Wire;

/** The unit of a fuel volume. */
public enum FuelVolumeUnit implements Wire {
  CUBIC_METER,
  LITER,
  US_GALLON,
  IMPERIAL_GALLON;

  @Override
  public String wire() {
    return name();
  }
}
