package dev.gladhand.domain.outcome;

import java.util.Locale;

/** What caused an attempt to fail. */
public enum ErrorType {
  /** The credentials: the TSP answered 401 or 403. */
  AUTH,
  /** The request: the TSP refuses its content. */
  VALIDATION,
  /** The network: no answer came. */
  NETWORK,
  /** The TSP: it answered that it has failed itself. */
  TSP;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
