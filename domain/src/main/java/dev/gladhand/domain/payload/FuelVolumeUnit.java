package dev.gladhand.domain.payload;

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
