package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** How a driver records hours of service. */
public enum HosTrackingMethod implements Wire {
  MANUAL,
  AUTOMATIC;
}
