package dev.gladhand.tsp.kit.call;

/**
 * Whether a call changes something at the TSP. Only a call that does may have been applied although
 * it failed.
 */
public enum Effect {
  READS,
  WRITES
}
