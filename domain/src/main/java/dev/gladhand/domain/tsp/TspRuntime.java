package dev.gladhand.domain.tsp;

import dev.gladhand.domain.signin.OauthApps;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What the program lends an adapter for its whole life.
 *
 * @param calls the one way out to TSPs
 * @param random cryptographically strong; makes secrets such as a first password
 * @param allowed whether the operator permits calls to an address that is none of the TSP's own;
 *     only its scheme, host and port count
 * @param apps the operator's applications, by which fleets sign in
 */
public record TspRuntime(
    TspCalls calls,
    InstantSource clock,
    RandomGenerator random,
    Predicate<URI> allowed,
    OauthApps apps) {

  /** Where the operator permits nothing but the TSP's own hosts, and has no applications. */
  public TspRuntime(TspCalls calls, InstantSource clock, RandomGenerator random) {
    this(calls, clock, random, _ -> false, OauthApps.NONE);
  }
}
