package dev.gladhand.domain.tsp;

/** What may be done after an attempt whose effect is not known. */
public enum RepeatSafety {
  /**
   * The write may be sent again without harm, because it is an update, or a create with a key that
   * the TSP checks.
   */
  SAFE,
  /**
   * The write may be sent again only after the adapter's {@link Settler} has found that the TSP did
   * not apply it.
   */
  LOOK_UP_FIRST,
  /** The write is never sent again; the operation ends with an unknown outcome. */
  NEVER
}
