package dev.gladhand.domain.payload;

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
