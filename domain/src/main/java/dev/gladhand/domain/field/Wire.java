package dev.gladhand.domain.field;

/** A constant of a closed set that has a spelling of its own in JSON. */
public interface Wire {
  String wire();
}
