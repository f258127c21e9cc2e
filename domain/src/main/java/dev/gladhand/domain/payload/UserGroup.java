package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** The role of the sender or of the recipients of a message. */
public enum UserGroup implements Wire {
  ADMIN,
  DRIVER,
  DISPATCHER;
}
