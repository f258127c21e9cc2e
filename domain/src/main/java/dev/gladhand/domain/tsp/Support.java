package dev.gladhand.domain.tsp;

import java.util.Locale;

/**
 * Whether an adapter makes a kind of write: it does, it could one day, or the TSP has no such
 * thing.
 */
public enum Support {
  IMPLEMENTED,
  NOT_IMPLEMENTED,
  NOT_SUPPORTED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
