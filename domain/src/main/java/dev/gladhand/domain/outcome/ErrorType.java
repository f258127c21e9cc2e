package dev.gladhand.domain.outcome;

import java.util.Locale;

/** Whose problem a failed attempt is. */
public enum ErrorType {
  /** The credentials: 401, 403. */
  AUTH,
  /** The request: the TSP refuses its content. */
  VALIDATION,
  /** The way: no answer came. */
  NETWORK,
  /** The TSP itself: it answered that it could not. */
  TSP;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
