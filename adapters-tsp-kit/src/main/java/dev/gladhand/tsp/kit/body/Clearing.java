package dev.gladhand.tsp.kit.body;

/** What a TSP takes for "no value any more" in an update. */
public enum Clearing {
  /** JSON's null. */
  NULL,
  /** An empty string. */
  EMPTY,
  /** The field cannot be cleared: a fault. */
  REFUSED
}
