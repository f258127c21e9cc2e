package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** Whether a user may work. */
public enum UserStatus implements Wire {
  ACTIVE,
  INACTIVE;

  @Override
  public String wire() {
    return name();
  }
}
