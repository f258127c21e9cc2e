package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** How urgent a message is. */
public enum Priority implements Wire {
  LOW,
  MEDIUM,
  HIGH;
}
