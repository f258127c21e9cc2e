package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** What an engine burns, or a purchase filled in. */
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
