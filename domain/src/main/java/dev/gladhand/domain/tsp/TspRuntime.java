package dev.gladhand.domain.tsp;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the program lends an adapter for its whole life.
 *
 * @param calls the one way out to TSPs
 * @param random cryptographically strong; makes secrets such as a first password
 */
public record TspRuntime(TspCalls calls, InstantSource clock, RandomGenerator random) {}
