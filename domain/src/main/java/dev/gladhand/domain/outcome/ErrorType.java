package dev.gladhand.domain.outcome;

import dev.gladhand.domain.field.Wire;

/** What caused an attempt to fail. */
public enum ErrorType implements Wire {
  /** The credentials: the TSP answered 401 or 403. */
  AUTH,
  /** The request: the TSP refuses its content. */
  VALIDATION,
  /** The network: no answer came. */
  NETWORK,
  /** The TSP: it answered that it has failed itself. */
  TSP
}
