package dev.gladhand.domain.tsp;

import dev.gladhand.domain.field.Wire;

/**
 * Whether an adapter makes a kind of write: it does, it does not do it yet, or the TSP has no such
 * write.
 */
public enum Support implements Wire {
  IMPLEMENTED,
  NOT_IMPLEMENTED,
  NOT_SUPPORTED
}
