package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** The fuel that an engine burns or that a purchase was of. */
public enum EngineType implements Wire {
  GASOLINE,
  DIESEL,
  ETHANOL,
  METHANOL,
  PROPANE,
  LPG,
  CNG,
  LNG,
  HYDROGEN,
  ELECTRICITY,
  HYBRID;

  @Override
  public String wire() {
    return name();
  }
}
