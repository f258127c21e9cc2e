package dev.gladhand.domain.field;

/** A constant of a closed set, with its spelling in bodies. */
public interface Wire {
  String wire();
}
