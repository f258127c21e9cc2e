package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** How a message of the first API generation is addressed. */
public enum MessageMode implements Wire {
  GROUP,
  BULK,
  DIRECT;
}
