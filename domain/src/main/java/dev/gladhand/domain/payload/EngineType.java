package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** The kind of energy that an engine runs on, or that was bought. */
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
