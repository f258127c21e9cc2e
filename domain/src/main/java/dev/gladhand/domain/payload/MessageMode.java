package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** How a message of the first API generation is addressed. */
public enum MessageMode implements Wire {
  GROUP,
  BULK,
  DIRECT;

  @Override
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
