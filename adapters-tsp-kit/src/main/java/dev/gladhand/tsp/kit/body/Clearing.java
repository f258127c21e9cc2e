package dev.gladhand.tsp.kit.body;

/** How an update tells the TSP that a field has no value any more. */
public enum Clearing {
  /** JSON's null. */
  NULL,
  /** An empty string. */
  EMPTY,
  /** The field cannot be cleared; clearing it is a fault. */
  REFUSED
}
