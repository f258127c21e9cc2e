package dev.gladhand.domain.unit;

import dev.gladhand.domain.field.Wire;

/** What a fuel volume is measured in. */
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
