package dev.gladhand.domain.tsp;

import java.util.Locale;

/**
 * Whether an adapter makes a kind of write: it does, it does not do it yet, or the TSP has no such
 * write.
 */
public enum Support {
  IMPLEMENTED,
  NOT_IMPLEMENTED,
  NOT_SUPPORTED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
