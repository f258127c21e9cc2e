package dev.gladhand.tsp.kit.call;

/**
 * What a call does at the TSP; only one that writes can have been applied although no good answer
 * came.
 */
public enum Effect {
  READS,
  WRITES
}
