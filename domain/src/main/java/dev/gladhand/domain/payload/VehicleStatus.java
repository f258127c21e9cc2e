package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** How a vehicle is being used. */
public enum VehicleStatus implements Wire {
  IN_SERVICE,
  OUT_OF_SERVICE,
  IN_REPAIR,
  IN_TRANSIT,
  IN_USE,
  IN_STORAGE,
  STANDING,
  SPARE;

  @Override
  public String wire() {
    return name();
  }
}
