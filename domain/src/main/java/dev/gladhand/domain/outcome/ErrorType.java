package dev.gladhand.domain.outcome;

import java.util.Locale;

/** What a failed attempt failed by. */
public enum ErrorType {
  /** The credentials: the TSP answered 401 or 403. */
  AUTH,
  /** The request: the TSP refuses its content. */
  VALIDATION,
  /** The network: no answer came. */
  NETWORK,
  /** The TSP: it answered that it could not do it. */
  TSP;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
