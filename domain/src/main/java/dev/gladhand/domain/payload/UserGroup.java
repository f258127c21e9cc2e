package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** A role that users take in messages. */
public enum UserGroup implements Wire {
  ADMIN,
  DRIVER,
  DISPATCHER;

  @Override
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
