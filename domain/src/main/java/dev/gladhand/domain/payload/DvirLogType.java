package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** When an inspection took place. */
public enum DvirLogType implements Wire {
  PRE_TRIP,
  POST_TRIP,
  MECHANIC,
  UNKNOWN;
}
