package dev.gladhand.domain.unit;

import dev.gladhand.domain.field.Wire;

/** The unit of an odometer's reading. */
public enum OdometerUnit implements Wire {
  MILES,
  METERS,
  KILO_METERS;
}
