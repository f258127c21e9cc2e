package dev.gladhand.tsp.kit.call;

/**
 * Whether a call changes something at the TSP. If a call that writes fails, the TSP may have
 * applied it all the same.
 */
public enum Effect {
  READS,
  WRITES
}
