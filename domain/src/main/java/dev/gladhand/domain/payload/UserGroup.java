package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Wire;

/** A role that users take in messages. */
public enum UserGroup implements Wire {
  ADMIN,
  DRIVER,
  DISPATCHER;
}
