package dev.gladhand.domain.tsp;

/** What may be done after an attempt of which nobody knows whether the TSP acted on it. */
public enum RepeatSafety {
  /**
   * Sending the same again does no harm: an update, or a create under a key that the TSP checks.
   */
  SAFE,
  /** Only after the adapter's {@link Settler} has said that the TSP did not act. */
  LOOK_UP_FIRST,
  /** Never again: the operation ends with an unknown outcome. */
  NEVER
}
