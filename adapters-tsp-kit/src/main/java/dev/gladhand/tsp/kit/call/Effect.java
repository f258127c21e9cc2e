package dev.gladhand.tsp.kit.call;

/**
 * Whether a call writes at the TSP. Only a write may have been applied although no good answer
 * came.
 */
public enum Effect {
  READS,
  WRITES
}
