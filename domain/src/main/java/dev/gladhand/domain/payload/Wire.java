package dev.gladhand.domain.payload;

/** A constant of a closed set, with its spelling in bodies. */
public interface Wire {
  String wire();
}
